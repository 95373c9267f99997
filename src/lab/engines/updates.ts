import { topological, type Program, type Tensor } from '../graph'

/**
 * Names of the variables whose next value may be written over the present one while the program runs: those whose every
 * reader is needed by the update itself, so that all has been read when it is written. Clipping by the global norm makes
 * this so for a training step, as each update needs every gradient.
 */
export function updatesInPlace(program: Program): Set<string> {
  const safe = new Set<string>()
  const reported = new Set([...program.outputs.values()])
  for (const [name, value] of program.updates) {
    const variable = program.variables.get(name)!
    const needed = new Set(topological([value]))
    const readers = program.nodes.filter((node) => node.inputs.includes(variable))
    if (readers.every((node) => needed.has(node)) && !reported.has(variable)) safe.add(name)
  }
  return safe
}

/** Updates of some rows of a variable, by its name: which rows (int [n], each once) and their next values [n, width]. */
export type RowUpdates = ReadonlyMap<string, { rows: Tensor; values: Tensor }>

/**
 * Variables whose update replaces some of their rows and leaves the others. An engine need not write, nor hand out, the whole table
 * for these few.
 */
export function rowUpdates(program: Program): RowUpdates {
  const found = new Map<string, { rows: Tensor; values: Tensor }>()
  for (const [name, { node }] of program.updates) {
    const [table, rows, values] = node.inputs
    if (node.operation.name === 'replace_rows' && table === program.variables.get(name)) found.set(name, { rows, values })
  }
  return found
}
