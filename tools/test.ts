/**
 * Everything that has to hold before a change lands: `npm test`, or some of it: `npm test -- lint unit`.
 *
 * A check counts as one test; test runners say how many they ran.
 */

import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGINES } from '../tests/engines/engines.ts'
import { FLAKY } from './flaky-reporter.ts'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Names of those among the passed that failed the first time. */
  readonly flaky?: readonly string[]
}

interface Step {
  readonly group: string
  readonly command: string
  /** Of a test runner: what its report, which lies at `REPORT`, says. */
  readonly count?: (report: string) => Counts
  /** The group without which there is nothing to test. */
  readonly needs?: string
}

const REPORT = join(tmpdir(), `test-report-${process.pid}.json`)

/** The engines that are installed, beside the Chromium that every machine has: `Firefox 153.7.0esr`. */
const FOUND = ENGINES.flatMap(({ found }) => found ?? [])

const STEPS: readonly Step[] = [
  { group: 'types', command: 'astro check' },
  { group: 'types', command: 'tsc -p tsconfig.engine.json' },
  { group: 'lint', command: 'biome check --error-on-warnings' },
  { group: 'lint', command: 'eslint src --max-warnings 0' },
  { group: 'lint', command: 'prettier --check "content/**/*.mdx"' },
  { group: 'lint', command: 'knip' },
  {
    group: 'unit',
    command: `vitest run --reporter=default --reporter=./tools/flaky-reporter.ts --reporter=json --outputFile="${REPORT}"`,
    count: countVitest,
  },
  { group: 'build', command: 'astro build' },
  {
    group: 'browser',
    command: 'playwright test --reporter=line,json',
    count: countPlaywright,
    needs: 'build',
  },
  {
    group: 'engines',
    command: `node tools/test-engines.ts --reporter=default --reporter=json --outputFile="${REPORT}"`,
    count: countVitest,
    needs: 'build',
  },
]

const wanted = process.argv.slice(2)
const groups = new Set(STEPS.map(({ group }) => group))
const unknown = wanted.filter((group) => !groups.has(group))
if (unknown.length > 0) {
  console.error(`There is no step “${unknown.join('”, “')}”, only ${[...groups].join(', ')}.`)
  process.exit(1)
}

const failedGroups = new Set<string>()
const total = { passed: 0, failed: 0, skipped: 0 }
for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.includes(step.group)) continue
  if (step.group === 'engines' && FOUND.length === 0) {
    console.log(`engines: no ${ENGINES.map(({ name }) => name).join(', no ')} installed, left out`)
    continue
  }
  const counts = run(step)
  if (counts.failed > 0) failedGroups.add(step.group)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}
rmSync(REPORT, { force: true })
console.log(`\n${countText(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

function run({ group, command, count, needs }: Step): Counts {
  const what = group === 'engines' ? FOUND.join(', ') : command.split(' --')[0]
  process.stdout.write(`${group}: ${what} … `)
  if (needs && failedGroups.has(needs)) {
    console.log(`not run, because the ${needs} failed`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const start = performance.now()
  rmSync(REPORT, { force: true })
  const { status, stdout } = spawnSync(`${command} 2>&1`, {
    shell: true,
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
    },
  })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const counts = countStep(status === 0, count)
  console.log(`${count ? countText(counts) : status === 0 ? 'passed' : 'failed'} (${seconds} s)`)
  const again = stdout.split('\n').filter((line) => line.startsWith(FLAKY))
  for (const name of counts.flaky ?? again.map((line) => line.slice(FLAKY.length)))
    console.log(`  passed only when tried again: ${name}`)
  if (counts.failed > 0) console.log(`\n${stdout}`)
  return counts
}

function countStep(succeeded: boolean, count: Step['count']): Counts {
  const failure = { passed: 0, failed: succeeded ? 0 : 1, skipped: 0 }
  if (!count) return succeeded ? { ...failure, passed: 1 } : failure
  let counts: Counts
  try {
    counts = count(readFileSync(REPORT, 'utf8'))
  } catch {
    // It broke before it could report anything.
    return { ...failure, failed: 1 }
  }
  // It may fail without a failed test: for an error that nobody caught, or for want of tests.
  return { ...counts, failed: Math.max(counts.failed, failure.failed) }
}

function countVitest(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    JSON.parse(report)
  const files: readonly { status: string; assertionResults: unknown[] }[] = testResults
  const unloadable = files.filter((file) => {
    return file.status === 'failed' && file.assertionResults.length === 0
  })
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable.length,
    skipped: numPendingTests + numTodoTests,
  }
}

function countPlaywright(report: string): Counts {
  const { stats, suites } = JSON.parse(report)
  const { expected, unexpected, flaky, skipped } = stats
  return { passed: expected + flaky, failed: unexpected, skipped, flaky: suites.flatMap(flakyOf) }
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly { title: string; tests: readonly { status: string }[] }[]
}

/** `tests/browser/pace.spec.ts › a run can be paused` of each that is flaky. */
function flakyOf({ title, suites = [], specs }: PlaywrightSuite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  const names = [...own.map((spec) => spec.title), ...suites.flatMap(flakyOf)]
  return names.map((name) => `${title} › ${name}`)
}

function countText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
