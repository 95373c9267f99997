import { variable, type Tensor } from '../graph'
import { parameterShapes, type ModelShape } from './shape'

/** The model's parameters as graph variables, made when first asked for: a program holds only what it uses. */
export class ModelVariables {
  readonly used = new Map<string, Tensor>()
  private readonly shapes: ReturnType<typeof parameterShapes>

  constructor(readonly shape: ModelShape) {
    this.shapes = parameterShapes(shape)
  }

  get(name: string): Tensor {
    const known = this.used.get(name)
    if (known) return known
    const dimensions = this.shapes[name]
    if (!dimensions) throw new Error(`The model has no parameter "${name}".`)
    const tensor = variable(name, dimensions)
    this.used.set(name, tensor)
    return tensor
  }
}
