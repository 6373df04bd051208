import { satteri } from '@astrojs/markdown-satteri'
import mdx from '@astrojs/mdx'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { pagePolicy } from './src/build/content-policy.ts'
import { hostHeaders } from './src/build/host-headers.ts'
import { lessonFences } from './src/build/lesson-fences.ts'
import { offline } from './src/build/offline.ts'
import { slimMonaco } from './src/build/slim-monaco.ts'
import { virtualModules } from './src/build/virtual-modules.ts'

export default defineConfig({
  integrations: [mdx(), preact(), hostHeaders(), offline()],
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
    // `npm run dev` finds these only when the compiler or the editor is opened, and would reload the page then.
    optimizeDeps: {
      include: [
        'esbuild-wasm',
        'acorn',
        'acorn-walk',
        '@jridgewell/sourcemap-codec',
        '@jridgewell/trace-mapping',
        '@shikijs/monaco',
        'shiki/core',
        'shiki/engine/javascript',
        'shiki/langs/typescript.mjs',
      ],
    },
    build: { chunkSizeWarningLimit: 8000, target: 'es2022' },
  },
})
