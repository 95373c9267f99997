import { topological, type Program } from '../../graph'
import type { Node } from '../../graph/tensor'
import type { CompileOptions, VariableStore } from '../engine'
import type { RowUpdates } from '../updates'
import { Emitter } from './emitter'
import { LOWERINGS } from './lowering'
import { encodeModel } from './model-proto'

/** Name of the output that holds a variable's next value, or that of some of its rows: then `rowsName` holds which. */
export const nextName = (variable: string) => `next:${variable}`
export const rowsName = (variable: string) => `rows:${variable}`

/** Name of an output that Node's binding cannot hand over: see `OnnxExecutable`. */
export const END = 'end'

/**
 * An ONNX model of the program and the symbols whose sizes it takes as inputs. Inputs, variables and outputs keep their names.
 *
 * @param chunkRows see the engine
 * @param byRows updates that leave the model as the changed rows only
 * @param weights variables that the model holds as constants
 * @param ends whether the first output is `END`, an empty sequence
 */
export function compileModel(
  program: Program,
  precision: NonNullable<CompileOptions['precision']>,
  chunkRows: (vocabulary: number) => number | null,
  byRows: RowUpdates,
  weights: VariableStore,
  ends: boolean,
): { model: Uint8Array; symbols: readonly string[] } {
  const emitter = new Emitter(precision)
  const updates = [...program.updates].flatMap(([name, tensor]) => {
    const some = byRows.get(name)
    if (!some) return [[nextName(name), tensor] as const]
    return [[nextName(name), some.values] as const, [rowsName(name), some.rows] as const]
  })
  const nodes = topological([...program.outputs.values(), ...updates.map(([, tensor]) => tensor)])
  const uses = new Set<string>()
  const use = (node: Node, index: number) => uses.add(`${node.id}:${index}`)
  for (const node of nodes) for (const input of node.inputs) use(input.node, input.index)
  for (const tensor of [...program.outputs.values(), ...updates.map(([, tensor]) => tensor)]) use(tensor.node, tensor.index)
  for (const [name, tensor] of [...program.inputs, ...program.variables]) {
    emitter.bind(tensor, name)
    const constant = program.variables.has(name) ? weights.get(name) : undefined
    if (constant) emitter.weight(name, tensor.shape as number[], constant)
    else emitter.input(name, tensor)
  }
  const context = { emitter, used: (node: Node, index: number) => uses.has(`${node.id}:${index}`), chunkRows }
  for (const node of nodes) {
    if (node.operation.name === 'input' || node.operation.name === 'parameter') continue
    const lower = LOWERINGS[node.operation.name]
    if (!lower) throw new Error(`The ONNX engine does not know the operation "${node.operation.name}".`)
    lower(context, node)
  }
  if (ends) {
    emitter.nodes.push({ type: 'SequenceEmpty', inputs: [], outputs: [END], attributes: {} })
    emitter.outputs.push({ name: END, type: 'float32', dimensions: [], sequence: true })
  }
  for (const [name, tensor] of [...program.outputs, ...updates]) {
    emitter.nodes.push({ type: 'Identity', inputs: [emitter.name(tensor)], outputs: [name], attributes: {} })
    emitter.output(name, tensor)
  }
  return { model: encodeModel(emitter.finish('plenum')), symbols: [...emitter.symbols] }
}
