// Builds the window over a made-up lab and serves it: node test/renderer/preview/serve.mjs [port]
import vue from '@vitejs/plugin-vue'
import { build, preview } from 'vite'

const root = import.meta.dirname
const outDir = `${root}/../../../out/window-preview`
await build({ configFile: false, root, plugins: [vue()], build: { outDir, emptyOutDir: true, target: 'esnext' }, logLevel: 'warn' })
const server = await preview({
  configFile: false,
  root,
  build: { outDir },
  preview: { port: Number(process.argv[2] ?? 5199), host: '127.0.0.1', strictPort: true },
})
server.printUrls()
