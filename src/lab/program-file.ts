import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A program of the build, such as `worker.js`: beside this module, or beside the folder of shared chunks it was bundled into. */
export function programFile(name: string): string {
  const here = join(import.meta.dirname, name)
  const above = join(dirname(import.meta.dirname), name)
  return !existsSync(here) && existsSync(above) ? above : here
}
