import type { Program } from '../../graph'
import type { Node } from '../../graph/tensor'
import type { CompileOptions } from '../engine'
import { Emitter } from './emitter'
import { LOWERINGS } from './lowering'
import { encodeModel } from './model-proto'

/** Name of the output that holds a variable's next value. */
export const nextName = (variable: string) => `next:${variable}`

/** An ONNX model of the program and the symbols whose sizes it takes as inputs. Inputs, variables and outputs keep their names; `chunkRows` see the engine. */
export function compileModel(
  program: Program,
  precision: NonNullable<CompileOptions['precision']>,
  chunkRows: (vocabulary: number) => number | null,
): { model: Uint8Array; symbols: readonly string[] } {
  const emitter = new Emitter(precision)
  const uses = new Set<string>()
  const use = (node: Node, index: number) => uses.add(`${node.id}:${index}`)
  for (const node of program.nodes) for (const input of node.inputs) use(input.node, input.index)
  for (const tensor of [...program.outputs.values(), ...program.updates.values()]) use(tensor.node, tensor.index)
  for (const [name, tensor] of [...program.inputs, ...program.variables]) {
    emitter.bind(tensor, name)
    emitter.input(name, tensor)
  }
  const context = { emitter, used: (node: Node, index: number) => uses.has(`${node.id}:${index}`), chunkRows }
  for (const node of program.nodes) {
    if (node.operation.name === 'input' || node.operation.name === 'parameter') continue
    const lower = LOWERINGS[node.operation.name]
    if (!lower) throw new Error(`The ONNX engine does not know the operation "${node.operation.name}".`)
    lower(context, node)
  }
  const outputs = [...program.outputs, ...[...program.updates].map(([name, tensor]) => [nextName(name), tensor] as const)]
  for (const [name, tensor] of outputs) {
    emitter.nodes.push({ type: 'Identity', inputs: [emitter.name(tensor)], outputs: [name], attributes: {} })
    emitter.output(name, tensor)
  }
  return { model: encodeModel(emitter.finish('plenum')), symbols: [...emitter.symbols] }
}
