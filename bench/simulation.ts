/**
 * Benchmarks of the simulation: `npm run bench:sim`. Or some of them: `npm run bench:sim -- timer`, those with some words in
 * their name; `npm run bench:sim -- month`, the month of the shop.
 */

import { benchMonth } from './month.ts'
import { benchVirtualTime } from './virtual-time.ts'

const words = process.argv[2] ?? ''
if (words !== 'month') await benchVirtualTime(words)
if (words === 'month' || words === '') await benchMonth()
