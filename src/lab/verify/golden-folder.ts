import { existsSync } from 'node:fs'
import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import { shippedPath } from '../shipped'

/** The folder of the reference figures that Plenum ships. Throws LabError `failed` where they are missing. */
export function goldenFolder(environment?: NodeJS.ProcessEnv, start?: string): string {
  const folder = shippedPath('golden', environment, start)
  if (folder !== null && existsSync(folder)) return folder
  throw new LabError('failed', say.verify.noFigures(folder))
}
