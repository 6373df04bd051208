/** The TypeScript worker's entry. */

import { initialize } from 'monaco-editor/internal/common/initialize'
import { CellTypeScript } from './cell-typescript.ts'

// Monaco's first message only wakes the worker; `initialize` waits for the second, which has the data.
self.onmessage = () => initialize((context, data) => new CellTypeScript(context, data))
