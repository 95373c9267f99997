import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEngine } from '../engines/registry'
import { enginesFolder } from '../home'
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
  file: string
  /** `uncovered`: no check recomputes the file. */
  verdict: 'passed' | 'failed' | 'uncovered'
  tolerance: number | null
  largest: number | null
  /** What the largest error was found in, or why the file could not be checked. */
  where: string
}

/** Recomputes every golden file in a directory. Throws where the directory cannot be read or holds no golden file. */
export async function verifyGolden(directory: string, engineId = 'onnx'): Promise<FileVerdict[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  if (files.length === 0) throw new Error(`${directory} holds no golden file (*.json).`)
  const engine = await createEngine(engineId, enginesFolder())
  const verdicts: FileVerdict[] = []
  for (const file of files) {
    const check = CHECKS.find(({ file: name }) => `${name}.json` === file)
    if (!check) {
      verdicts.push({ file, verdict: 'uncovered', tolerance: null, largest: null, where: 'no check recomputes this file' })
      continue
    }
    try {
      const findings = await check.run(JSON.parse(await readFile(join(directory, file), 'utf8')), engine)
      const allowed = (name: string) => check.tolerances?.[name] ?? check.tolerance
      const excess = ([name, error]: [string, number]) => error / allowed(name)
      const nothing: [string, number] = ['all', 0]
      const [where, largest] = [...findings].reduce((worst, entry) => (excess(entry) > excess(worst) ? entry : worst), nothing)
      const tolerance = allowed(where)
      verdicts.push({ file, verdict: largest <= tolerance ? 'passed' : 'failed', tolerance, largest, where })
    } catch (error) {
      verdicts.push({ file, verdict: 'failed', tolerance: check.tolerance, largest: null, where: (error as Error).message })
    }
  }
  return verdicts
}

/** `plenum verify`: prints the verdicts; 0 when every file passed, else 1. */
export async function runVerify({ directory, json }: { directory: string; json: boolean }): Promise<number> {
  let verdicts: FileVerdict[]
  try {
    verdicts = await verifyGolden(directory)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return 1
  }
  if (json) process.stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`)
  else
    for (const { file, verdict, largest, tolerance, where } of verdicts) {
      const figure = largest === null ? '' : `${largest.toExponential(1)} (≤ ${tolerance!.toExponential(0)}) `
      process.stdout.write(`${verdict.padEnd(10)} ${file.padEnd(34)} ${figure}${where}\n`)
    }
  return verdicts.every(({ verdict }) => verdict === 'passed') ? 0 : 1
}
