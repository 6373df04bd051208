/** A level says how much a log record matters, and so who wants to read it. */

/** The six levels, from the most talkative to the gravest. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** How much a record matters. @see OpenTelemetry Logs Data Model, “SeverityNumber”. */
export type Level = (typeof LEVELS)[number]

/**
 * The severity number of each level: the first of its range of four.
 * @see OpenTelemetry Logs Data Model, “Field: SeverityNumber”.
 */
export const SEVERITY: Readonly<Record<Level, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
}

/**
 * The level to which a severity number belongs: of its four, only the first is ours, but others come from elsewhere.
 * @param severity from 1 to 24
 * @returns `undefined` if it is outside of that range
 * @see OpenTelemetry Logs Data Model, “Field: SeverityNumber”, and appendix B, for what syslog and others become.
 */
export function levelOfSeverity(severity: number): Level | undefined {
  return LEVELS[Math.floor((severity - 1) / 4)]
}
