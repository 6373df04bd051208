/** What running takes beside the scripts of the sandbox: the page fetches it with them, when somebody comes near a cell. */

export { explainCompileErrors, explainOutcome } from '../sandbox/explain.ts'
export { FrameRunner } from './frame-runner.ts'
