/** A lesson folder is a lesson to take home: its cells as a reader has them, as files that run with `npm run lab`. */

import { closureOf, type Sources } from '../lesson/cell-graph.ts'
import { COMPILER_OPTIONS, GLOBAL_TYPES } from '../lesson/cell-types.ts'
import { isEdited, type Notebook, seedOf, sourcesOf } from './notebook.ts'

export interface TakenLesson {
  readonly slug: string
  readonly title: string
  /** Where it stands on the web, if somebody should find back. */
  readonly address: string
  /** When it was taken: `22 November 2026`. */
  readonly day: string
}

/** Texts by their path in the folder, whose name is the lesson's slug. */
export type FolderFiles = Readonly<Record<string, string>>

/** What an edited cell was before lies here, with all that it imports. */
const ORIGINALS = 'original/'
const TYPES = 'types/'

/** @param labTypes the declarations of the lab, by path from the root of the project */
export function lessonFolder(
  notebook: Notebook,
  lesson: TakenLesson,
  labTypes: Readonly<Record<string, string>>,
): FolderFiles {
  return {
    'README.md': readmeOf(notebook, lesson),
    ...sourcesOf(notebook),
    ...under(ORIGINALS, originalsOf(notebook)),
    'tsconfig.json': `${JSON.stringify(TSCONFIG, null, 2)}\n`,
    [`${TYPES}globals.d.ts`]: GLOBAL_TYPES.trimStart(),
    ...under(TYPES, labTypes),
  }
}

/** The published form of every edited cell; what they import comes along, because they would not run without it. */
function originalsOf(notebook: Notebook): Sources {
  const published = sourcesOf({ ...notebook, drafts: new Map() })
  return Object.assign({}, ...editedIn(notebook).map((name) => closureOf(published, name)))
}

function editedIn(notebook: Notebook): string[] {
  return [...notebook.cells.keys()].filter((name) => isEdited(notebook, name))
}

function under(folder: string, files: Sources): Sources {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]))
}

/** Tells an editor what the editor of the page knows; the names of what are numbers there. */
const TSCONFIG = {
  compilerOptions: {
    ...COMPILER_OPTIONS,
    target: 'ESNext',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    moduleDetection: 'Force',
    lib: COMPILER_OPTIONS.lib.map((file) => file.replace(/^lib\.|\.d\.ts$/g, '')),
    paths: Object.fromEntries(
      Object.entries(COMPILER_OPTIONS.paths).map(([name, [url]]) => [
        name,
        [url.replace('file:///lab/', `./${TYPES}`)],
      ]),
    ),
  },
  include: ['*.ts', `${ORIGINALS}*.ts`, `${TYPES}globals.d.ts`],
}

function readmeOf(notebook: Notebook, { slug, title, address, day }: TakenLesson): string {
  const edited = editedIn(notebook)
  const files = Object.keys(notebook.files)
  return `# ${title}

The cells of this lesson of Lines & Spans, taken along on ${day}: <${address}>

${edited.length === 0 ? 'They are as their author wrote them.' : editedText(edited)}
${files.length > 0 ? `\n${listOf(files)} ${files.length === 1 ? 'is' : 'are'} what cells import beside each other.\n` : ''}
## Run them

The files import \`@lab/*\`: the logger, the tracer and the simulation of Lines & Spans. They run in a copy of that project, with any Node from 20.19. Put this folder into it, and there:

\`\`\`sh
npm ci
${[...notebook.cells.keys()].map((name) => commandFor(notebook, slug, name)).join('\n')}
\`\`\`

Each prints the lines and spans that the page shows: the seed is the one that the cell has there, and so are its dials. \`npm run lab -- --help\` tells of other ways to run a file, and to print what it says. If this folder lies elsewhere, say where the project is: \`npm --prefix path/to/lines-and-spans run lab -- FILE.ts\`.

## Read them in an editor

\`tsconfig.json\` and \`types/\` tell an editor what there is to import.
`
}

function editedText(edited: readonly string[]): string {
  const [whose, what] = edited.length === 1 ? ['its author', 'It is'] : ['their author', 'They are']
  return `You have edited ${listOf(edited)}. ${what} as you left ${edited.length === 1 ? 'it' : 'them'}; what ${whose} wrote lies in \`${ORIGINALS}\`.`
}

function commandFor(notebook: Notebook, slug: string, name: string): string {
  const { clock, fails } = notebook.cells.get(name) ?? {}
  const realTime = clock === 'real' ? ' --real-time' : ''
  const remark = fails && !isEdited(notebook, name) ? ' # is meant to fail' : ''
  const dials = Object.entries(notebook.dials.get(name) ?? {})
  const turned = dials.map(([dial, value]) => ` --dial ${inShell(`${dial}=${value}`)}`).join('')
  return `npm run lab -- ${slug}/${name} --seed ${seedOf(notebook, name)}${turned}${realTime}${remark}`
}

/** One word for a shell, whatever stands in it: a setting may have come with somebody's link. */
function inShell(word: string): string {
  return /^[\w.=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** `a.ts`, `b.ts` and `c.ts`, each as code. */
function listOf(files: readonly string[]): string {
  const names = files.map((file) => `\`${file}\``)
  const last = names.pop()
  return names.length > 0 ? `${names.join(', ')} and ${last}` : `${last}`
}
