import { plus, times } from '../dimension'
import { filled } from '../leaves'
import { apply, ShapeError, type Operation, type Tensor } from '../tensor'
import { matmul } from './matmul'
import { concat, reshape, slice } from './shape'

/**
 * The recurrence of an LSTM over a whole sequence, one operation with its own hand-derived gradient. The input
 * projection x·Wx + b is left outside, where it is one large product over all steps.
 *
 * Gates lie as i, f, o, g along the last axis, so that one sigmoid covers three of them:
 * i, f, o = σ(a), g = tanh(a); c = f·c₋₁ + i·g; h = o·tanh(c), where a = projected + h₋₁·W.
 * Inputs: projected [time, batch, 4·hidden], h0, c0 [batch, hidden], W [hidden, 4·hidden].
 * Outputs: h [time, batch, hidden], then for the gradient: gates (activated) [time, batch, 4·hidden], c of the step
 * before, tanh(c), both [time, batch, hidden].
 */
const forward: Operation<null> = {
  name: 'lstm',
  infer(inputs) {
    const [projected, h0, c0, weight] = inputs
    const [time, batch, width] = projected.shape
    const hidden = weight.shape[0]
    const fits =
      projected.shape.length === 3 &&
      typeof hidden === 'number' &&
      width === 4 * hidden &&
      weight.shape[1] === width &&
      [h0, c0].every((state) => state.shape.length === 2 && state.shape[0] === batch && state.shape[1] === hidden)
    if (!fits)
      throw new ShapeError('lstm', inputs, 'needs projected [time, batch, 4·hidden], h0 and c0 [batch, hidden], weight [hidden, 4·hidden]')
    const states = { shape: [time, batch, hidden], dtype: 'float' } as const
    return [states, { shape: projected.shape, dtype: 'float' }, states, states]
  },
  gradient(node, [dh]) {
    const [projected, h0, , weight] = node.inputs
    const [h, gates, previousC, tanhC] = node.outputs
    const [time, batch, width] = projected.shape
    const hidden = weight.shape[0]
    const [dProjected, dh0, dc0] = apply(backward, [dh ?? filled(0, h.shape), gates, previousC, tanhC, weight], null)
    // h of the step before, [time, batch, hidden]: one weight-gradient product a sequence.
    const previousH = concat([reshape(h0, [1, batch, hidden]), slice(h, 0, 0, plus(time, -1))], 0)
    const rows = times(time, batch)
    const dWeight = matmul(reshape(previousH, [rows, hidden]), reshape(dProjected, [rows, width]), { a: true })
    return [dProjected, dh0, dc0, dWeight]
  },
}

const backward: Operation<null> = {
  name: 'lstm_gradient',
  infer([dh, gates]) {
    const state = { shape: dh.shape.slice(1), dtype: 'float' } as const
    return [{ shape: gates.shape, dtype: 'float' }, state, state]
  },
}

/** Hidden states of an LSTM, [time, batch, hidden]; see the operation above for shapes and gate order. */
export function lstm(projected: Tensor, h0: Tensor, c0: Tensor, weight: Tensor): Tensor {
  return apply(forward, [projected, h0, c0, weight], null)[0]
}
