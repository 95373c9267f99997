import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The files and folders named on a command line, as absolute paths: without the program, without the app's own folder (which stands
 * there in a checkout), without switches and without what does not exist.
 * @param folder against which relative paths are read
 */
export function filesOfArguments(argv: readonly string[], folder: string, appPath: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => resolve(folder, argument))
    .filter((path) => path !== resolve(appPath) && existsSync(path))
}
