import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'

/** Where the reference figures lie below an installation's folder: shipped as resources, or in the checkout. */
const PLACES = [
  ['resources', 'golden'],
  ['test', 'golden'],
]

/**
 * The folder of the reference figures: `golden` inside the folder that PLENUM_RESOURCES names, or that of the installation around
 * this program. @throws LabError `failed` where the program was shipped without them
 */
export function goldenFolder(environment: NodeJS.ProcessEnv = process.env, start = import.meta.dirname): string {
  const named = environment.PLENUM_RESOURCES ? join(environment.PLENUM_RESOURCES, 'golden') : folderAbove(start)
  if (named !== null && existsSync(named)) return named
  throw new LabError('failed', say.verify.noFigures(named))
}

function folderAbove(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const found = PLACES.map((place) => join(directory, ...place)).find((path) => existsSync(path))
    if (found) return found
    if (dirname(directory) === directory) return null
  }
}
