/** Does what is long in slices, so that the page stays awake. */

/** How long a slice may be: half a frame. Milliseconds. */
export const SLICE_BUDGET = 8

/** @param slices what yields whenever its time is up */
export async function inSlices<Result>(slices: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const slice = slices.next()
    if (slice.done) return slice.value
    await new Promise((resolve) => setTimeout(resolve))
  }
}
