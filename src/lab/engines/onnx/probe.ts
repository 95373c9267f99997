import * as ort from 'onnxruntime-node'
import type { EngineOptions } from '../entry'
import { say } from '../../../texts/lab'
import { sessionOptions } from './engine'
import { encodeModel } from './model-proto'
import type { Provider } from './provider'

/** x [2, 3] · [1, 2, 3]ᵀ */
const PRODUCT = encodeModel({
  name: 'probe',
  nodes: [{ type: 'MatMul', inputs: ['x', 'w'], outputs: ['y'], attributes: {} }],
  initializers: [{ name: 'w', type: 'float32', dimensions: [3, 1], data: new Uint8Array(Float32Array.of(1, 2, 3).buffer) }],
  inputs: [{ name: 'x', type: 'float32', dimensions: [2, 3] }],
  outputs: [{ name: 'y', type: 'float32', dimensions: [2, 1] }],
})

/**
 * Computes one product on a provider, the runtime's silent way back to the CPU shut.
 * @throws a sentence where the provider does not compute it, or not rightly
 */
export async function probe(provider: Provider, options: EngineOptions): Promise<void> {
  const settings = sessionOptions(provider, options)
  const session = await ort.InferenceSession.create(PRODUCT, {
    ...settings,
    extra: { ...settings.extra, session: { disable_cpu_ep_fallback: '1' } },
  }).catch((error: Error) => {
    throw new Error(deviceSentence(provider, error.message), { cause: error })
  })
  try {
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(0, 1, 2, 3, 4, 5), [2, 3]) })
    const [a, b] = y.data as Float32Array
    if (a !== 8 || b !== 26) throw new Error(say.engines.onnx.wrong(provider.title, a, b))
  } finally {
    await session.release()
  }
}

/** Why a provider could not start, in words for a person. */
export function deviceSentence({ title }: Provider, message: string): string {
  if (/Failed to get a WebGPU adapter/.test(message)) return say.engines.onnx.noAdapter(title)
  if (/fallback to CPU EP has been explicitly disabled/.test(message)) return say.engines.onnx.idle(title)
  if (/driver version is insufficient|CUDA failure 35\b/.test(message)) return say.engines.nvidia.oldDriver
  if (/no CUDA-capable device|CUDA failure 100\b/.test(message)) return say.engines.nvidia.noCard
  const missing = /(lib[\w.+-]+\.so[\w.]*): cannot open shared object file/.exec(message)?.[1]
  if (missing) return say.engines.onnx.noLibrary(missing, title)
  return say.engines.onnx.notStarted(title, message.split('\n')[0].replace(/^\S*\/onnxruntime_src\/\S+ /, ''))
}
