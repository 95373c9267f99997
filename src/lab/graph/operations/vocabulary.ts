import { apply, ShapeError, type Operation, type Tensor } from '../tensor'
import { mul } from './elementwise'

/**
 * Softmax cross-entropy over the vocabulary with its projection, one operation, so that the logits [rows, vocabulary]
 * need never exist whole: an engine may work in chunks of rows.
 *
 * Inputs: states [rows, width], weight [width, vocabulary], targets int [rows], rowWeights [rows].
 * Outputs: loss = Σ rowWeights · nll (scalar), nll [rows] (for reporting, no gradient), and the loss's gradients by
 * states and weight, which the forward pass yields with its probabilities at hand.
 */
const operation: Operation<null> = {
  name: 'vocabulary_cross_entropy',
  infer(inputs) {
    const [states, weight, targets, rowWeights] = inputs
    const rows = states.shape[0]
    if (
      states.shape.length !== 2 ||
      weight.shape.length !== 2 ||
      states.shape[1] !== weight.shape[0] ||
      targets.dtype !== 'int' ||
      targets.shape[0] !== rows ||
      rowWeights.shape[0] !== rows
    )
      throw new ShapeError(
        'vocabulary_cross_entropy',
        inputs,
        'needs states [rows, width], weight [width, vocabulary], int targets [rows], row weights [rows]',
      )
    return [
      { shape: [], dtype: 'float' },
      { shape: [rows], dtype: 'float' },
      { shape: states.shape, dtype: 'float' },
      { shape: weight.shape, dtype: 'float' },
    ]
  },
  gradient({ outputs: [, , dStates, dWeight] }, [dLoss, dNll]) {
    if (dNll) throw new Error('vocabulary_cross_entropy: the losses of rows carry no gradient; weigh them through the row weights.')
    return [mul(dStates, dLoss!), mul(dWeight, dLoss!), undefined, undefined]
  },
}

/** Weighted loss (scalar) and negative log-likelihood of each row. */
export function vocabularyCrossEntropy(states: Tensor, weight: Tensor, targets: Tensor, rowWeights: Tensor): { loss: Tensor; nll: Tensor } {
  const [loss, nll] = apply(operation, [states, weight, targets, rowWeights], null)
  return { loss, nll }
}
