/** The env_logger format is that of Rust's env_logger. */

import { timestamp } from '../timestamp.ts'
import { fieldsText, type LogFormat, oneLine } from './log-format.ts'

/**
 * `[2026-11-02T09:00:00Z INFO  shop::payments] order 1042 is paid order=1042`
 * @see Rust `env_logger`, “Using a custom format”, for the one that is not custom
 */
export const envLogger: LogFormat = ({ time, level, target, message, fields }) => {
  const second = timestamp(time).replace(/\.\d+Z$/, 'Z')
  const head = `[${second} ${level.toUpperCase().padEnd(5)} ${target}]`
  return oneLine(`${head} ${message}${fieldsText(fields)}`)
}
