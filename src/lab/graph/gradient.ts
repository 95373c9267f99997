import { filled, scalar } from './leaves'
import { add } from './operations/elementwise'
import { ShapeError, type Node, type Tensor } from './tensor'

/** Every node that the tensors need, each after what it needs. */
export function topological(tensors: readonly Tensor[]): Node[] {
  const order: Node[] = []
  const seen = new Set<Node>()
  const stack: { node: Node; next: number }[] = []
  for (const { node } of tensors) {
    if (seen.has(node)) continue
    seen.add(node)
    stack.push({ node, next: 0 })
    while (stack.length > 0) {
      const top = stack[stack.length - 1]
      if (top.next < top.node.inputs.length) {
        const child = top.node.inputs[top.next++].node
        if (!seen.has(child)) {
          seen.add(child)
          stack.push({ node: child, next: 0 })
        }
      } else {
        order.push(top.node)
        stack.pop()
      }
    }
  }
  return order
}

/**
 * Reverse-mode derivative at graph level: d loss / d tensor for each of `tensors`, as graph tensors of their shapes.
 * `loss` must be a scalar. A tensor that the loss does not depend on gets zeros.
 */
export function gradient(loss: Tensor, tensors: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0) throw new ShapeError('gradient', [loss], 'the loss must be a scalar')
  const order = topological([loss])
  const wanted = new Set(tensors.map((tensor) => tensor.node))
  const leads = new Set<Node>()
  for (const node of order) if (wanted.has(node) || node.inputs.some((input) => leads.has(input.node))) leads.add(node)
  const gradients = new Map<Node, (Tensor | undefined)[]>([[loss.node, [scalar(1)]]])
  for (const node of order.reverse()) {
    const outputGradients = gradients.get(node)
    if (!outputGradients || node.inputs.length === 0 || !leads.has(node) || outputGradients.every((g) => g === undefined)) continue
    if (!node.operation.gradient) throw new Error(`${node.operation.name} has no gradient, yet the loss depends on a parameter through it.`)
    node.operation.gradient(node, outputGradients).forEach((g, i) => {
      const input = node.inputs[i]
      if (!g || !leads.has(input.node)) return
      const known = gradients.get(input.node) ?? input.node.outputs.map(() => undefined)
      known[input.index] = known[input.index] ? add(known[input.index]!, g) : g
      gradients.set(input.node, known)
    })
  }
  return tensors.map((tensor) => gradients.get(tensor.node)?.[tensor.index] ?? filled(0, tensor.shape))
}
