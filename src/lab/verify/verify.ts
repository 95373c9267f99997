import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../engines/engine'
import { createEngine } from '../engines/registry'
import { say } from '../../texts/lab'
import type { GoldenCheck } from './check'
import { densityGapCheck, gaussianKlCheck } from './gaussian'
import { densityGridCheck, importanceCheck, latentMetricsCheck } from './latent'
import { lstmDecoderCheck } from './lstm-decoder'
import { lstmEncoderCheck } from './lstm-encoder'
import { batchNormCheck, deltaCheck } from './posterior-transforms'
import { adversarialCheck, mmdCheck } from './sample-losses'
import { densityGapVmfCheck, vmfConstantsCheck } from './von-mises-fisher'
import { textMetricsCheck } from './text-metrics'

/** Every golden file that Plenum can recompute with its own code. */
export const CHECKS: readonly GoldenCheck[] = [
  gaussianKlCheck,
  densityGapCheck,
  lstmEncoderCheck,
  lstmDecoderCheck,
  latentMetricsCheck,
  importanceCheck,
  densityGridCheck,
  vmfConstantsCheck,
  densityGapVmfCheck,
  deltaCheck,
  batchNormCheck,
  mmdCheck,
  adversarialCheck,
  textMetricsCheck,
]

export interface FileVerdict {
  engine: string
  /** `*.json` where the engine could not be asked at all. */
  file: string
  /** `uncovered`: no check recomputes the file. */
  verdict: 'passed' | 'failed' | 'uncovered'
  tolerance: number | null
  largest: number | null
  /** What the largest error was found in, or why the file could not be checked. */
  where: string
}

/** Recomputes every golden file in a directory on an engine. Throws where the directory cannot be read or holds no golden file. */
export async function verifyGolden(directory: string, engine: Engine): Promise<FileVerdict[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  if (files.length === 0) throw new Error(say.verify.noGolden(directory))
  const verdicts: FileVerdict[] = []
  for (const file of files) {
    const check = CHECKS.find(({ file: name }) => `${name}.json` === file)
    if (!check) {
      verdicts.push({
        engine: engine.id,
        file,
        verdict: 'uncovered',
        tolerance: null,
        largest: null,
        where: say.verify.uncovered,
      })
      continue
    }
    try {
      const findings = await check.run(JSON.parse(await readFile(join(directory, file), 'utf8')), engine)
      const allowed = (name: string) => check.tolerances?.[name] ?? check.tolerance
      const excess = ([name, error]: [string, number]) => error / allowed(name)
      const nothing: [string, number] = ['all', 0]
      const [where, largest] = [...findings].reduce((worst, entry) => (excess(entry) > excess(worst) ? entry : worst), nothing)
      const tolerance = allowed(where)
      verdicts.push({ engine: engine.id, file, verdict: largest <= tolerance ? 'passed' : 'failed', tolerance, largest, where })
    } catch (error) {
      verdicts.push({
        engine: engine.id,
        file,
        verdict: 'failed',
        tolerance: check.tolerance,
        largest: null,
        where: (error as Error).message,
      })
    }
  }
  return verdicts
}

/**
 * Recomputes every golden file on some engines, one after the other, whatever their self-tests said: this is how one looks for what is
 * wrong. An engine that cannot be opened has failed.
 *
 * @param enginesDirectory Plenum's folder for engines
 */
export async function verifyEngines(directory: string, ids: readonly string[], enginesDirectory: string): Promise<FileVerdict[]> {
  const verdicts: FileVerdict[] = []
  for (const id of ids) {
    try {
      verdicts.push(...(await verifyGolden(directory, await createEngine(id, enginesDirectory))))
    } catch (error) {
      const where = (error as Error).message
      verdicts.push({ engine: id, file: '*.json', verdict: 'failed', tolerance: null, largest: null, where })
    }
  }
  return verdicts
}
