import * as ort from 'onnxruntime-node'
import { encodeModel } from './model-proto'

/**
 * Moves tensors between host and device. The binding offers no call for it; a model of one Identity does it, its output here or there.
 */
export class Transfer {
  private readonly sessions = new Map<string, Promise<ort.InferenceSession>>()

  constructor(private readonly options: ort.InferenceSession.SessionOptions) {}

  /** A tensor on the device with a copy of the values. */
  async toDevice(values: Float32Array, shape: readonly number[]): Promise<ort.Tensor> {
    const session = await this.session(shape.length, 'gpu-buffer')
    return (await session.run({ x: new ort.Tensor('float32', values, shape) })).y
  }

  /** The values of a tensor on the device. */
  async toHost(tensor: ort.Tensor): Promise<Float32Array> {
    const session = await this.session(tensor.dims.length, 'cpu')
    return (await session.run({ x: tensor })).y.data as Float32Array
  }

  private session(rank: number, location: 'cpu' | 'gpu-buffer'): Promise<ort.InferenceSession> {
    const key = `${rank} ${location}`
    let session = this.sessions.get(key)
    if (!session) {
      const dimensions = Array.from({ length: rank }, (_, i) => `d${i}`)
      const model = encodeModel({
        name: 'identity',
        nodes: [{ type: 'Identity', inputs: ['x'], outputs: ['y'], attributes: {} }],
        initializers: [],
        inputs: [{ name: 'x', type: 'float32', dimensions }],
        outputs: [{ name: 'y', type: 'float32', dimensions }],
      })
      session = ort.InferenceSession.create(model, { ...this.options, preferredOutputLocation: location })
      this.sessions.set(key, session)
    }
    return session
  }
}
