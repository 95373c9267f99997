import { basename, join } from 'node:path'
import { ROOT } from './bootstrap.mjs'

/** Bundles a TypeScript program of ours for Node, beside the packages it imports, and answers where it lies. */
export async function bundle(path) {
  const { build } = await import('vite')
  const outDir = join(ROOT, 'node_modules', '.cache', 'plenum-programs')
  const name = `${basename(path, '.ts')}.mjs`
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path,
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { entryFileNames: name, chunkFileNames: `${basename(path, '.ts')}-[hash].mjs` } },
    },
  })
  return join(outDir, name)
}
