/** A bad batch is one that no honest program sends. */

export class BadBatch extends Error {}

/** @throws BadBatch if it is not so */
export function demand(isSo: boolean): asserts isSo {
  if (!isSo) throw new BadBatch('no honest program sends such a batch')
}
