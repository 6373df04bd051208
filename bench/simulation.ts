/** Benchmarks of the simulation: `npm run bench:sim`, or the rows with some words in their name: `npm run bench:sim -- timer`. */

import { benchVirtualTime } from './virtual-time.ts'

await benchVirtualTime(process.argv[2] ?? '')
