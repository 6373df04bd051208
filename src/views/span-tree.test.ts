import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { type SpanForest, SpanTree } from './span-tree.ts'
import { VisibleSpans } from './visible-spans.ts'

/** Spans of which only their parents are known: row by row, −1 for none. */
function forest(parents: readonly number[]): SpanForest {
  return { count: parents.length, treeVersion: 0, treeParent: (row) => parents[row] as number }
}

/** Rows with a name and those before them as their parents, as an indented text. */
function text(tree: SpanTree, places: Iterable<number> = allPlaces(tree)): string {
  return Array.from(places, (place) => '  '.repeat(tree.depth(place)) + tree.row(place)).join('\n')
}

function allPlaces(tree: SpanTree): number[] {
  return Array.from({ length: tree.count }, (_, place) => place)
}

/** Parents anywhere, but never in a circle: rows are shuffled. */
const parents = fc.integer({ min: 0, max: 40 }).chain((count) => {
  const rows = Array.from({ length: count }, (_, row) => row)
  return fc
    .tuple(
      fc.tuple(...rows.map((row) => fc.integer({ min: -1, max: row - 1 }))),
      fc.shuffledSubarray(rows, { minLength: count }),
    )
    .map(([above, order]) => {
      const shuffled: number[] = []
      for (const [row, parent] of above.entries()) {
        shuffled[order[row] as number] = parent < 0 ? -1 : (order[parent] as number)
      }
      return shuffled
    })
})

/** What a tree says of each span's parent, by the order and the depths alone. */
function parentsByDepth(tree: SpanTree): number[] {
  const found: number[] = []
  const above: number[] = []
  for (const place of allPlaces(tree)) {
    const depth = tree.depth(place)
    above[depth] = tree.row(place)
    found[tree.row(place)] = depth === 0 ? -1 : (above[depth - 1] as number)
  }
  return found
}

describe('a tree', () => {
  test('has each span before its children, and them in the order in which they came', () => {
    expect(text(new SpanTree(forest([-1, 0, 5, 1, 0, -1])))).toMatchInlineSnapshot(`
      "0
        1
          3
        4
      5
        2"
    `)
  })

  test('can be told from its order and its depths', () => {
    fc.assert(
      fc.property(parents, (given) => {
        expect(parentsByDepth(new SpanTree(forest(given)))).toEqual(given)
      }),
    )
  })

  test('knows places, sizes, positions and siblings', () => {
    fc.assert(
      fc.property(parents, (given) => {
        const tree = new SpanTree(forest(given))
        const siblingsOf = (row: number) =>
          given.flatMap((p, other) => (p === given[row] ? [other] : []))
        const isUnder = (row: number, top: number): boolean =>
          row === top || (row >= 0 && isUnder(given[row] as number, top))
        for (const place of allPlaces(tree)) {
          const row = tree.row(place)
          expect(tree.place(row)).toBe(place)
          expect(tree.size(place)).toBe(given.filter((_, other) => isUnder(other, row)).length)
          expect(tree.childCount(place)).toBe(given.filter((parent) => parent === row).length)
          expect(tree.siblings(place)).toBe(siblingsOf(row).length)
          expect(tree.position(place)).toBe(siblingsOf(row).indexOf(row) + 1)
        }
        expect(tree.rootCount).toBe(given.filter((parent) => parent < 0).length)
      }),
    )
  })

  test('can be a hundred thousand deep', () => {
    const count = 100_000
    const tree = new SpanTree(forest(Array.from({ length: count }, (_, row) => row - 1)))
    expect([tree.depth(count - 1), tree.size(0), tree.size(count - 1)]).toEqual([
      count - 1,
      count,
      1,
    ])
  })

  test('can have ten thousand roots', () => {
    const tree = new SpanTree(forest(Array(10_000).fill(-1)))
    expect([tree.rootCount, tree.position(9_999), tree.siblings(5)]).toEqual([
      10_000, 10_000, 10_000,
    ])
  })

  test('of spans in a circle begins with the one that began first', () => {
    const store = ColumnStore.of([
      ...span('a', 2, 9, { parent: 'b' }),
      ...span('b', 1, 9, { parent: 'c' }),
      ...span('c', 3, 9, { parent: 'a' }),
    ])
    expect(text(new SpanTree(store.rows.spans))).toBe('1\n  0\n    2')
  })
})

describe('a tree that grows', () => {
  test('is the same as one that is laid out anew', () => {
    const events = parents.map((given) =>
      given.map((parent, row) =>
        spanStart(`${row}`, row, parent < 0 ? {} : { parent: `${parent}` }),
      ),
    )
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 10 }), (given, step) => {
        const [columns, store] = [new EventColumns(), new ColumnStore()]
        const tree = new SpanTree(store.rows.spans)
        for (let from = 0; from < given.length; from += step) {
          const before = text(tree).split('\n')
          for (const event of given.slice(from, from + step)) columns.append(event)
          store.append(columns.take())
          const changedFrom = tree.grow()
          const anew = new SpanTree(store.rows.spans)
          expect(text(tree)).toBe(text(anew))
          expect(text(tree).split('\n').slice(0, changedFrom)).toEqual(before.slice(0, changedFrom))
          expect(tree.rootCount).toBe(anew.rootCount)
          for (const place of allPlaces(tree)) {
            const known = (one: SpanTree) => [
              one.size(place),
              one.position(place),
              one.childCount(place),
            ]
            expect(known(tree)).toEqual(known(anew))
          }
        }
      }),
    )
  })

  test('does not touch the traces before the one that grows', () => {
    const given = [-1, 0, 0, -1, 3]
    const spans = { count: 5, treeVersion: 0, treeParent: (row: number) => given[row] as number }
    const tree = new SpanTree(spans)
    given.push(4, -1)
    spans.count = 7
    expect(tree.grow()).toBe(3)
    expect(tree.grow()).toBe(7)
    given.push(-1)
    spans.count = 8
    expect(tree.grow()).toBe(7)
    expect(tree.rootCount).toBe(4)
  })
})

describe('visible spans', () => {
  const visible = (tree: SpanTree, fold: (spans: VisibleSpans) => void) => {
    const spans = new VisibleSpans(tree)
    fold(spans)
    return Array.from({ length: spans.count }, (_, index) => spans.place(index))
  }
  const tree = () => new SpanTree(forest([-1, 0, 1, 0, -1, 4]))

  test('are all, to begin with', () => {
    expect(visible(tree(), () => {})).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('are not those under a collapsed one', () => {
    expect(visible(tree(), (spans) => spans.collapse(0))).toEqual([0, 4, 5])
    expect(visible(tree(), (spans) => spans.collapse(1))).toEqual([0, 1, 3, 4, 5])
  })

  test('come back as they were', () => {
    const fold = (spans: VisibleSpans) => {
      spans.collapse(1)
      spans.collapse(0)
      spans.expand(0)
    }
    expect(visible(tree(), fold)).toEqual([0, 1, 3, 4, 5])
  })

  test('can end at a depth, with exceptions', () => {
    expect(visible(tree(), (spans) => spans.showTo(0))).toEqual([0, 4])
    const fold = (spans: VisibleSpans) => {
      spans.showTo(1)
      spans.expand(1)
      spans.collapse(4)
    }
    expect(visible(tree(), fold)).toEqual([0, 1, 2, 3, 4])
  })

  test('also of spans that come after the choice', () => {
    const given = [-1, 0]
    const spans = { count: 2, treeVersion: 0, treeParent: (row: number) => given[row] as number }
    const growing = new SpanTree(spans)
    const shown = new VisibleSpans(growing)
    shown.showTo(1)
    expect(shown.count).toBe(2)
    given.push(1, 0)
    spans.count = 4
    growing.grow()
    shown.refresh()
    expect(
      Array.from({ length: shown.count }, (_, index) => growing.row(shown.place(index))),
    ).toEqual([0, 1, 3])
  })

  test('can be brought in sight', () => {
    const fold = (spans: VisibleSpans) => {
      spans.showTo(0)
      spans.reveal(2)
    }
    expect(visible(tree(), fold)).toEqual([0, 1, 2, 3, 4])
  })

  test('are those of which none above is collapsed', () => {
    const folded = fc.array(fc.nat(), { maxLength: 10 })
    fc.assert(
      fc.property(parents, folded, (given, choices) => {
        const all = new SpanTree(forest(given))
        const spans = new VisibleSpans(all)
        for (const choice of choices) if (all.count > 0) spans.collapse(choice % all.count)
        const isVisible = (place: number): boolean => {
          const above = all.parentPlace(place)
          return above < 0 || (!spans.isCollapsed(above) && isVisible(above))
        }
        const places = allPlaces(all).filter(isVisible)
        expect(Array.from({ length: spans.count }, (_, index) => spans.place(index))).toEqual(
          places,
        )
        for (const [index, place] of places.entries()) expect(spans.indexOf(place)).toBe(index)
      }),
    )
  })

  test('tell where a span is folded away', () => {
    const spans = new VisibleSpans(tree())
    spans.collapse(0)
    expect([0, 2, 3, 4].map((place) => spans.indexOf(place))).toEqual([0, 0, 0, 1])
  })
})
