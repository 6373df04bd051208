import { expect, test } from 'vitest'
import { createSimulation } from './simulation.ts'

test('the same seed makes the same world, another seed another', () => {
  const [one, same, other] = [1, 1, 2].map((seed) => {
    const { random } = createSimulation(seed)
    return [random.uint32(), random.uint32(), random.uint32()]
  })
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

test('each purpose has a chance of its own, which nobody else can shift', () => {
  const world = createSimulation(1)
  const undisturbed = createSimulation(1).chanceOf('bank').uint32()
  world.random.uint32()
  world.chanceOf('network').uint32()
  expect(world.chanceOf('bank').uint32()).toBe(undisturbed)
  expect(world.chanceOf('network').uint32()).not.toBe(undisturbed)
})
