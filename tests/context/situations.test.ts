import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeProgram } from '../../src/build/node-runner.ts'
import { readInLab } from './lab-context.ts'
import { PlainRunner } from './plain-context.ts'
import { DIFFERENCES, OTHER_CELL, SITUATIONS } from './situations.ts'

const node = new PlainRunner('node')
const naive = new PlainRunner('naive')
beforeAll(async () => {
  await nodeProgram()
}, 60_000)
afterAll(() => Promise.all([node.close(), naive.close()]))

/** What a program reads where the engine runs it as it is. */
function readPlainly(runner: PlainRunner, source: string): Promise<string[]> {
  const other = `data:text/javascript;base64,${btoa(OTHER_CELL)}`
  return runner.read(source.replace('./other.ts', other))
}

describe('the lab reads what Node reads in', () => {
  test.each(Object.entries(SITUATIONS))('%s', async (_, source) => {
    const oracle = await readPlainly(node, source)
    expect(oracle.length).toBeGreaterThan(0)
    expect(await readInLab(source)).toEqual(oracle)
  })
})

describe('the lab and Node differ in', () => {
  test.each(Object.entries(DIFFERENCES))('%s', async (_, { source, lab }) => {
    expect(await readInLab(source)).toEqual(lab)
    expect(await readPlainly(node, source)).not.toEqual(lab)
  })
})

test('binding callbacks without the compiler is right in few of these situations', async () => {
  const right: string[] = []
  for (const [name, source] of Object.entries(SITUATIONS)) {
    const oracle = await readPlainly(node, source)
    const reads = await readPlainly(naive, source)
    if (reads.join() === oracle.join()) right.push(name)
  }
  expect(`${right.length} of ${Object.keys(SITUATIONS).length}`).toBe('16 of 82')
})
