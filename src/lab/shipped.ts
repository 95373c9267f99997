import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folders of an installation that hold what it ships; in a checkout the tests' own is one. */
const PLACES = ['resources', 'test']

/**
 * The path of something that Plenum ships, such as `golden` or `samples/glosses.tsv`: inside the folder that PLENUM_RESOURCES names,
 * where it need not be, else in the installation around this program; null where none of the folders around holds it.
 *
 * @param start the folder to look from, upwards
 */
export function shippedPath(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
  start: string = import.meta.dirname,
): string | null {
  if (environment.PLENUM_RESOURCES) return join(environment.PLENUM_RESOURCES, name)
  for (let directory = start; ; directory = dirname(directory)) {
    const found = PLACES.map((place) => join(directory, place, name)).find((path) => existsSync(path))
    if (found) return found
    if (dirname(directory) === directory) return null
  }
}
