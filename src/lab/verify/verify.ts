import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../engines/engine'
import { createEngine } from '../engines/registry'
import type { FileVerdict } from '../../shared/verify'
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

/** A verdict and the engine it is of; its file is `*.json` where the engine could not be asked at all. */
export interface EngineVerdict extends FileVerdict {
  engine: string
}

/** Recomputes every golden file in a directory on an engine. Throws where the directory cannot be read or holds no golden file. */
export async function verifyGolden(directory: string, engine: Engine): Promise<EngineVerdict[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  if (files.length === 0) throw new Error(say.verify.noGolden(directory))
  const verdicts: EngineVerdict[] = []
  for (const file of files) verdicts.push({ engine: engine.id, file, ...(await verdictOn(join(directory, file), file, engine)) })
  return verdicts
}

/** What recomputing one file found; an error on the way is a failure. */
async function verdictOn(path: string, file: string, engine: Engine): Promise<Omit<FileVerdict, 'file'>> {
  const check = CHECKS.find(({ file: name }) => `${name}.json` === file)
  if (!check) return { verdict: 'uncovered', tolerance: null, largest: null, where: say.verify.uncovered }
  try {
    const findings = await check.run(JSON.parse(await readFile(path, 'utf8')), engine)
    const allowed = (name: string) => check.tolerances?.[name] ?? check.tolerance
    const excess = ([name, error]: [string, number]) => error / allowed(name)
    const nothing: [string, number] = ['all', 0]
    const [where, largest] = [...findings].reduce((worst, entry) => (excess(entry) > excess(worst) ? entry : worst), nothing)
    const tolerance = allowed(where)
    return { verdict: largest <= tolerance ? 'passed' : 'failed', tolerance, largest, where }
  } catch (error) {
    return { verdict: 'failed', tolerance: check.tolerance, largest: null, where: (error as Error).message }
  }
}

/**
 * Recomputes every golden file on some engines, one after the other, whatever their self-tests said: this is how one looks for what is
 * wrong. An engine that cannot be opened has failed.
 *
 * @param enginesDirectory Plenum's folder for engines
 */
export async function verifyEngines(directory: string, ids: readonly string[], enginesDirectory: string): Promise<EngineVerdict[]> {
  const verdicts: EngineVerdict[] = []
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
