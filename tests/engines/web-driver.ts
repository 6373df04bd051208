/**
 * A WebDriver session: as much of the protocol as an engine's page needs, over HTTP.
 * @see https://www.w3.org/TR/webdriver2/
 */

/** How often a driver that has just been started is asked whether it is there, and how many times. Milliseconds. */
const ASK_EVERY = 50
const ASK_TIMES = 200

export class WebDriver {
  readonly #session: string

  private constructor(session: string) {
    this.#session = session
  }

  /**
   * Opens a session.
   * @param url where the driver listens
   * @param longestAnswer how long a page may take to answer, in milliseconds
   * @throws Error if the driver does not answer, or has no browser
   */
  static async start(url: string, longestAnswer: number): Promise<WebDriver> {
    await untilReady(url)
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${url}/session`, {
      capabilities: { alwaysMatch: {} },
    })
    const session = `${url}/session/${sessionId}`
    await ask('POST', `${session}/timeouts`, { script: longestAnswer })
    return new WebDriver(session)
  }

  async go(url: string): Promise<void> {
    await this.#post('url', { url })
  }

  /**
   * Calls a function in the page, by its text, and waits for what it returns.
   * @throws Error with what the function threw
   */
  async evaluate<Given extends unknown[], Result>(
    work: (...given: Given) => Result,
    given: Given,
  ): Promise<Awaited<Result>> {
    const { json, error } = await this.#post<Answer>('execute/async', {
      // As one text: WebKit's driver mixes up the order of members.
      script: `const answer = arguments[1]
        Promise.resolve(arguments[0]).then((given) => (${work})(...given)).then(
          (value) => answer({ json: JSON.stringify(value) }),
          (error) => answer({ error: String(error?.message ?? error) }),
        )`,
      args: [given],
    })
    if (error !== undefined) throw new Error(error)
    return json === undefined ? (undefined as Awaited<Result>) : JSON.parse(json)
  }

  /** Presses the keys of a text, one after the other. */
  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    await this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  async end(): Promise<void> {
    await ask('DELETE', this.#session)
  }

  #post<Result>(command: string, body: object): Promise<Result> {
    return ask('POST', `${this.#session}/${command}`, body)
  }
}

interface Answer {
  /** Absent for a function that returns nothing. */
  readonly json?: string
  readonly error?: string
}

async function ask<Result>(method: string, url: string, body?: object): Promise<Result> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: Result & Partial<Refusal> }
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

interface Refusal {
  readonly error: string
  readonly message: string
}

async function untilReady(url: string): Promise<void> {
  for (let asked = 0; ; asked++) {
    try {
      await ask('GET', `${url}/status`)
      return
    } catch (error) {
      if (asked === ASK_TIMES) throw error
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY))
    }
  }
}
