import type { Node } from '../../graph'
import type { Frame } from './frame'
import type { Handle, Kernels } from './kernels'

/** What a step of the forward pass leaves for the gradient. */
interface Step {
  /** σ of i, f, o, joined; and tanh of g. */
  sigmoids: Handle
  candidate: Handle
  previousC: Handle
  tanhC: Handle
}

const widthOf = (frame: Frame, node: Node, hidden: number) => {
  const [time, batch] = frame.shape(node.inputs[0].shape)
  return { time, batch, hidden }
}

/** Releases handles, each once. */
const releaseAll = (kernels: Kernels, handles: Iterable<Handle>) => {
  for (const handle of new Set(handles)) kernels.release(handle)
}

/** The recurrence: one kernel for all steps where there is one, else step by step. */
export function computeLstm(frame: Frame, node: Node): void {
  const { sequence } = frame.kernels
  if (!sequence) return stepByStep(frame, node)
  const [projected, h0, c0, weight] = node.inputs.map((input) => frame.get(input))
  const { states, kept } = sequence.forward(projected, h0, c0, weight, frame.used(node.outputs[1]))
  frame.set(node.outputs[0], states)
  kept.forEach((handle, i) => frame.set(node.outputs[1 + i], handle))
}

/** The same backwards. */
export function computeLstmGradient(frame: Frame, node: Node): void {
  const { sequence } = frame.kernels
  if (!sequence) return backStepByStep(frame, node)
  const [dh, gates, previousC, tanhC, weight] = node.inputs.map((input) => frame.get(input))
  const wanted = frame.used(node.outputs[1]) || frame.used(node.outputs[2])
  const { projected, first } = sequence.backward(dh, [gates, previousC, tanhC], weight, wanted)
  frame.set(node.outputs[0], projected)
  first.forEach((handle, i) => frame.set(node.outputs[1 + i], handle))
}

/**
 * For the gradient the gates are kept as they come, in parts: σ and tanh of every step one after the
 * other as outputs 1, the states before it as 2, tanh(c) as 3.
 */
function stepByStep(frame: Frame, node: Node): void {
  const { kernels } = frame
  const [projected, h0, c0, weight] = node.inputs
  const { time, batch, hidden } = widthOf(frame, node, weight.shape[0] as number)
  const recurrent = frame.get(weight)
  const training = frame.used(node.outputs[1])
  const inputs = kernels.unstack(frame.get(projected), time)
  const states: Handle[] = []
  const steps: Step[] = []
  let h = frame.get(h0)
  let c = frame.get(c0)
  for (const x of inputs) {
    const product = kernels.matmul(h, recurrent, false, false, false)
    const gates = frame.using([product, x], () => kernels.binary('add', product, x))
    const [a, b] = frame.using([gates], () => kernels.split(gates, [3 * hidden, hidden], [batch, 4 * hidden]))
    const sigmoids = frame.using([a], () => kernels.unary('sigmoid', a))
    const candidate = frame.using([b], () => kernels.unary('tanh', b))
    const [i, f, o] = kernels.split(sigmoids, [hidden, hidden, hidden], [batch, 3 * hidden])
    const kept = kernels.binary('mul', f, c)
    const written = kernels.binary('mul', i, candidate)
    const next = frame.using([i, f, kept, written], () => kernels.binary('add', kept, written))
    const tanhC = kernels.unary('tanh', next)
    h = frame.using([o], () => kernels.binary('mul', o, tanhC))
    states.push(h)
    if (training) steps.push({ sigmoids, candidate, previousC: c, tanhC })
    else releaseAll(kernels, [sigmoids, candidate, tanhC, ...(c === frame.get(c0) ? [] : [c])])
    c = next
  }
  frame.set(
    node.outputs[0],
    frame.using(states, () => kernels.stack(states)),
  )
  kernels.release(c)
  if (!training) return
  // The first state belongs to its own tensor: a copy of the handle would be released twice.
  const first = kernels.reshape(steps[0].previousC, [batch, hidden])
  frame.set(
    node.outputs[1],
    steps.flatMap(({ sigmoids, candidate }) => [sigmoids, candidate]),
  )
  frame.set(node.outputs[2], [first, ...steps.slice(1).map(({ previousC }) => previousC)])
  frame.set(
    node.outputs[3],
    steps.map(({ tanhC }) => tanhC),
  )
}

/** The recurrent matrix is transposed once. */
function backStepByStep(frame: Frame, node: Node): void {
  const { kernels } = frame
  const [dh, gates, previousC, tanhC, weight] = node.inputs
  const [time, batch] = frame.shape(dh.shape)
  const hidden = weight.shape[0] as number
  const activated = frame.parts(gates) as readonly Handle[]
  const cells = frame.parts(previousC) as readonly Handle[]
  const squashed = frame.parts(tanhC) as readonly Handle[]
  const transposed = kernels.transpose(frame.get(weight), [1, 0])
  const outer = kernels.unstack(frame.get(dh), time)
  const mul = (a: Handle, b: Handle) => kernels.binary('mul', a, b)
  const add = (a: Handle, b: Handle) => kernels.binary('add', a, b)
  const derivatives = new Array<Handle>(time)
  let laterH: Handle | null = null
  let laterC: Handle | null = null
  for (let t = time - 1; t >= 0; t--) {
    const [sigmoids, candidate] = [activated[2 * t], activated[2 * t + 1]]
    const [i, f, o] = kernels.split(sigmoids, [hidden, hidden, hidden], [batch, 3 * hidden])
    const dH = laterH === null ? outer[t] : add(outer[t], laterH)
    const throughO = mul(dH, o)
    const fromH = kernels.tanhGradient(squashed[t], throughO)
    const dC = laterC === null ? fromH : add(fromH, laterC)
    const parts = [mul(dC, candidate), mul(dC, cells[t]), mul(dH, squashed[t])]
    const joined = kernels.concat(parts, 1)
    const dSigmoids = kernels.sigmoidGradient(sigmoids, joined)
    const throughI = mul(dC, i)
    const dCandidate = kernels.tanhGradient(candidate, throughI)
    derivatives[t] = kernels.concat([dSigmoids, dCandidate], 1)
    const nextH = kernels.matmul(derivatives[t], transposed, false, false, false)
    const nextC = mul(dC, f)
    const done = [i, f, o, throughO, fromH, dC, dH, outer[t], ...parts, joined, dSigmoids, throughI, dCandidate]
    releaseAll(kernels, [...done, ...(laterH === null ? [] : [laterH]), ...(laterC === null ? [] : [laterC])])
    laterH = nextH
    laterC = nextC
  }
  kernels.release(transposed)
  frame.set(
    node.outputs[0],
    frame.using(derivatives, () => kernels.stack(derivatives)),
  )
  frame.set(node.outputs[1], laterH!)
  frame.set(node.outputs[2], laterC!)
}
