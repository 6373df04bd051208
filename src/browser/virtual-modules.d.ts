/** What `build/virtual-modules.ts` makes. */

declare module 'virtual:sandbox' {
  import type { SourcePosition } from '../telemetry/source-position.ts'

  export const frameDocument: string
  export const brokerScript: string
  export const programScript: string
  export const labSites: readonly SourcePosition[]
  export const firstLabSite: number
}

declare module 'virtual:lab-types' {
  /** Declaration files of the lab, by path. */
  export const labTypes: Readonly<Record<string, string>>
}
