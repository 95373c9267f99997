import { ensureBuilt, ensureInstalled, run } from './bootstrap.mjs'

run(async () => {
  await ensureInstalled()
  await ensureBuilt({ loud: true, force: true })
})
