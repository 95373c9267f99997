import { topological, type Node, type Program, type Tensor } from '../../graph'

/** How a variable gets its next value. */
export type UpdateStep =
  /** value − rate · gradient, in place. */
  | { kind: 'descend'; rate: Tensor; gradient: Tensor }
  /** rows of the value − step, in place. */
  | { kind: 'descend rows'; rows: Tensor; step: Tensor }
  | { kind: 'assign'; value: Tensor }

const isScalar = ({ shape }: Tensor) => shape.length === 0
const named = (tensor: Tensor, name: string): readonly Tensor[] | null => (tensor.node.operation.name === name ? tensor.node.inputs : null)

/** A gradient descent written out in the graph is recognised, so that it can be made in place; anything else is assigned. */
export function updateStep(variable: Tensor, next: Tensor): UpdateStep {
  const descent = named(next, 'sub')
  const product = descent?.[0] === variable ? named(descent[1], 'mul') : null
  if (product) {
    const [a, b] = product
    if (isScalar(b)) return { kind: 'descend', rate: b, gradient: a }
    if (isScalar(a)) return { kind: 'descend', rate: a, gradient: b }
  }
  const replaced = named(next, 'replace_rows')
  const ofRows = replaced?.[0] === variable ? named(replaced[2], 'sub') : null
  const gathered = ofRows && named(ofRows[0], 'gather_rows')
  if (replaced && ofRows && gathered?.[0] === variable && gathered[1] === replaced[1])
    return { kind: 'descend rows', rows: replaced[1], step: ofRows[1] }
  return { kind: 'assign', value: next }
}

/** What a program computes on the way to its outputs and updates, in order, and how often each tensor is needed. */
export interface Plan {
  nodes: readonly Node[]
  updates: ReadonlyMap<string, UpdateStep>
  uses: ReadonlyMap<Tensor, number>
}

export function planOf(program: Program): Plan {
  const updates = new Map([...program.updates].map(([name, next]) => [name, updateStep(program.variables.get(name)!, next)] as const))
  const ends = [...program.outputs.values(), ...[...updates.values()].flatMap(neededBy)]
  const nodes = topological(ends)
  const uses = new Map<Tensor, number>()
  const count = (tensor: Tensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1)
  for (const node of nodes) node.inputs.forEach(count)
  ends.forEach(count)
  return { nodes, updates, uses }
}

/** The tensors that an update reads. */
export function neededBy(step: UpdateStep): Tensor[] {
  if (step.kind === 'descend') return [step.rate, step.gradient]
  return step.kind === 'assign' ? [step.value] : [step.rows, step.step]
}
