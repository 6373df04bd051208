/** The layers of `src/README.md` as a lint rule. All other linting is Biome's. */

import astro from 'eslint-plugin-astro'
import boundaries from 'eslint-plugin-boundaries'
import { parser, plugin as typescript } from 'typescript-eslint'

const ENGINE = ['telemetry', 'simulation', 'trace-data', 'lesson', 'sandbox', 'notebook', 'views']
const PLATFORM = ['browser', 'build', 'ui', 'layouts', 'pages', 'styles']

/** What each folder may import beside itself; of some folders, only types. */
const LAYERS = {
  telemetry: {},
  simulation: { imports: ['telemetry'] },
  'trace-data': { imports: ['telemetry'] },
  lesson: { imports: ['telemetry', 'trace-data'] },
  sandbox: { imports: ['telemetry', 'simulation', 'trace-data'] },
  notebook: { imports: ['lesson', 'sandbox', 'trace-data'], types: ['telemetry'] },
  views: { imports: ['telemetry', 'trace-data'] },
  browser: { imports: ENGINE },
  build: { imports: ENGINE },
  ui: { imports: [...ENGINE, 'browser'] },
  layouts: { imports: ['ui', 'lesson', 'build', 'styles'], types: ENGINE },
  pages: { imports: ['layouts', 'ui', 'lesson', 'build', 'styles'], types: ENGINE },
  styles: {},
}

/** They compute, and do nothing else. */
const PURE_PACKAGES = [
  '@jridgewell/sourcemap-codec',
  '@jridgewell/trace-mapping',
  'acorn',
  'acorn-walk',
]

const inFolder = (names) => ({ element: { type: names } })
const ofCategory = (name) => ({ file: { categories: name } })
const fromPackage = (...names) => ({ module: { origin: 'external', source: names } })
const typesOnly = { kind: 'type' }

/** The last one that matches an import decides. */
const policies = [
  ...Object.entries(LAYERS).flatMap(([name, { imports = [], types = [] }]) => [
    { from: inFolder(name), allow: { to: inFolder([name, ...imports]) } },
    { from: inFolder(name), allow: { to: inFolder(types), dependency: typesOnly } },
  ]),
  { from: inFolder('sandbox'), allow: { to: fromPackage(...PURE_PACKAGES) } },
  { from: inFolder('sandbox'), allow: { to: fromPackage('esbuild-wasm'), dependency: typesOnly } },
  {
    from: [inFolder(PLATFORM), ofCategory('content')],
    allow: { to: { module: { origin: 'external' } } },
  },
  { from: inFolder('build'), allow: { to: { module: { origin: 'core' } } } },
  {
    disallow: { to: fromPackage('@lab/*') },
    message: '“{{dependency.source}}” is for cells; the site imports the file behind it.',
  },
  { disallow: { to: ofCategory('test') }, message: 'Nothing imports a test.' },
  { from: ofCategory('test'), allow: { to: { module: { origin: '*' } } } },
]

export default [
  { linterOptions: { noInlineConfig: true } },
  ...astro.configs['flat/base'],
  { files: ['src/**/*.{ts,tsx}'], languageOptions: { parser } },
  {
    files: ['src/**/*.{js,ts,tsx,astro}'],
    plugins: { boundaries, typescript },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': [...ENGINE, ...PLATFORM].map((name) => ({
        type: name,
        pattern: `src/${name}`,
        partialMatch: false,
      })),
      'boundaries/files': [
        { category: 'content', pattern: 'src/content.config.ts' },
        { category: 'test', pattern: '**/*.test.{ts,tsx}' },
      ],
      'boundaries/additional-dependency-nodes': [
        { name: 'import-type', kind: 'type', selector: 'TSImportType Literal' },
        { name: 'url', kind: 'value', selector: 'NewExpression[callee.name=URL] > Literal' },
        {
          name: 'glob',
          kind: 'value',
          selector: 'CallExpression[callee.property.name=glob] > Literal',
        },
      ],
      'import/resolver': { './tools/import-resolver.ts': {} },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          checkUnknownLocals: true,
          checkInternals: true,
          policies,
        },
      ],
      'boundaries/no-unknown-files': 'error',
      // `/// <reference lib="dom" />` would give the engine a DOM.
      'typescript/triple-slash-reference': [
        'error',
        { lib: 'never', path: 'never', types: 'never' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx,astro}'],
    ignores: ['src/build/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression[source.type!=Literal]',
          message: 'Import what the layers can see: a text, not something computed.',
        },
      ],
    },
  },
]
