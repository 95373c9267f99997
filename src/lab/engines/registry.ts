import { availableParallelism } from 'node:os'
import { LabError } from '../../shared/contract'
import type { EngineStatus } from '../../shared/engine'
import { say } from '../../texts/lab'
import type { Engine } from './engine'
import type { EngineEntry, EngineOptions } from './entry'
import { onnxDeviceEntries, onnxEntry } from './onnx/entry'
import { tensorflowEntry, tensorflowPackageEntries } from './tensorflow/native-entry'
import { scriptEntry, wasmEntry } from './tensorflow/tfjs-entry'
import { verdictOf } from './verdicts'

/** Every engine, in the order in which they are offered. */
export const ENGINES: readonly EngineEntry[] = [
  onnxEntry,
  ...onnxDeviceEntries,
  tensorflowEntry,
  ...tensorflowPackageEntries,
  wasmEntry,
  scriptEntry,
]

/** The engine of an id; throws a sentence listing those there are. */
export function findEngine(id: string): EngineEntry {
  const entry = ENGINES.find((candidate) => candidate.id === id)
  if (!entry) throw new LabError('bad_request', say.engines.none(id, ENGINES.map((one) => one.id).join(', ')))
  return entry
}

/** Every engine with its state on this machine. One whose self-test failed is not available. @param directory Plenum's folder for engines */
export function listEngines(directory: string): Promise<EngineStatus[]> {
  return Promise.all(
    ENGINES.map(async (entry): Promise<EngineStatus> => {
      const { id, title } = entry
      const located = await entry.locate(directory)
      if (!located.found)
        return { id, title, version: located.version ?? null, device: say.engines.devices.none, available: false, note: located.reason }
      const { version, device, fingerprint, note } = located
      const verdict = await verdictOf(directory, id, fingerprint)
      const failure = verdict?.failure ?? null
      const said = [note, ...(verdict ? [] : [say.engines.untested])].filter(Boolean).join(' ')
      return { id, title, version, device, available: failure === null, note: failure ?? (said || null) }
    }),
  )
}

/** What a run says of the engine it uses: device, threads, and why it fell back where it did. */
export async function engineNote(directory: string, id: string, threads: number): Promise<string> {
  const entry = findEngine(id)
  const located = await entry.locate(directory)
  if (!located.found) return say.engines.missing(entry.title, located.reason)
  const name = `${entry.title} ${located.version}`
  const note = located.note ? `. ${located.note}` : ''
  if (!located.device.startsWith('CPU')) return `${say.engines.onDevice(name, located.device)}${note}`
  return `${say.engines.onCpu(name, entry.singleThreaded ? 1 : threads || availableParallelism())}${note}`
}

/** Loads an engine; throws a sentence where that cannot be. */
export const createEngine = (id: string, directory: string, options: EngineOptions = {}): Promise<Engine> =>
  findEngine(id).open(directory, options)
