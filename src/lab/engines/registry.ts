import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import { LabError } from '../../shared/contract'
import type { EngineStatus } from '../../shared/engine'
import type { Engine } from './engine'

export interface EngineOptions {
  /** Threads of one operator; 0: the engine's own choice. */
  threads?: number
  /** Let waiting threads spin: faster when nothing else runs. */
  spinning?: boolean
}

const device = () => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads)`

/** Every engine with its state on this machine. */
export async function listEngines(): Promise<EngineStatus[]> {
  const status = { id: 'onnx', title: 'ONNX Runtime', device: device() }
  try {
    await import('onnxruntime-node')
    const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
    return [{ ...status, version, available: true, note: null }]
  } catch (error) {
    return [
      { ...status, version: null, available: false, note: `onnxruntime-node cannot be loaded: ${(error as Error).message.split('\n')[0]}` },
    ]
  }
}

/** What a run says of the engine it uses. */
export async function engineNote(id: string, threads: number): Promise<string> {
  const engine = (await listEngines()).find((status) => status.id === id)
  return `${engine?.title ?? id} ${engine?.version ?? ''} on the CPU, ${threads === 1 ? 'one thread' : `${threads || availableParallelism()} threads`}`
}

/** An engine by id; throws a sentence listing those there are. */
export async function createEngine(id: string, options: EngineOptions = {}): Promise<Engine> {
  if (id !== 'onnx') throw new LabError('bad_request', `There is no engine "${id}"; choose onnx.`)
  const { OnnxEngine } = await import('./onnx/engine')
  return new OnnxEngine(options)
}
