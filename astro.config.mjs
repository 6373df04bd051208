import { satteri } from '@astrojs/markdown-satteri'
import mdx from '@astrojs/mdx'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { pagePolicy } from './src/build/content-policy.ts'
import { lessonFences } from './src/build/lesson-fences.ts'
import { slimMonaco } from './src/build/slim-monaco.ts'
import { virtualModules } from './src/build/virtual-modules.ts'

export default defineConfig({
  integrations: [mdx(), preact()],
  markdown: {
    processor: satteri({ mdastPlugins: [lessonFences] }),
    syntaxHighlight: false,
  },
  security: { csp: pagePolicy },
  build: { inlineStylesheets: 'never' },
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  vite: {
    plugins: [slimMonaco(), virtualModules()],
    worker: { format: 'es', plugins: () => [slimMonaco()] },
    build: { chunkSizeWarningLimit: 8000, target: 'es2022' },
  },
})
