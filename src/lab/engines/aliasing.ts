import { topological, type Program } from '../graph'

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
