/** The dialogs of a cell, to be fetched together. */

export { CompareDialog } from './CompareDialog.tsx'
export { VersionsDialog } from './VersionsDialog.tsx'
