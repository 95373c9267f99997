import type { Node } from '../../graph'
import type { Frame } from './frame'
import type { Handle } from './kernels'

interface Piece {
  nll: Handle
  dStates?: Handle
  dWeight?: Handle
}

/**
 * Softmax cross-entropy over the vocabulary. Where the logits would be larger than the limit they are made for some rows at a
 * time; the weight gradient is summed over the pieces.
 */
export function computeVocabulary(frame: Frame, node: Node): void {
  const { kernels } = frame
  const [states, weight, targets, rowWeights] = node.inputs
  const [rows, width] = frame.shape(states.shape)
  const vocabulary = weight.shape[1] as number
  const training = frame.used(node.outputs[2]) || frame.used(node.outputs[3])
  const pieces = Math.max(1, Math.ceil((rows * vocabulary * 4) / frame.logitsLimit))
  const most = Math.ceil(rows / pieces)
  const found: Piece[] = []
  for (let from = 0; from < rows; from += most) {
    const size = Math.min(most, rows - from)
    if (size === rows) found.push(piece(frame.get(states), frame.get(targets), frame.get(rowWeights), rows))
    else {
      const parts = [
        kernels.slice(frame.get(states), [from, 0], [size, width]),
        kernels.sliceInts(frame.get(targets), from, size),
        kernels.slice(frame.get(rowWeights), [from], [size]),
      ]
      found.push(frame.using(parts, () => piece(parts[0], parts[1], parts[2], size)))
    }
  }
  const join = (handles: readonly Handle[]) => (handles.length === 1 ? handles[0] : frame.using(handles, () => kernels.concat(handles, 0)))
  const nll = join(found.map((part) => part.nll))
  const weighted = kernels.binary('mul', nll, frame.get(rowWeights))
  frame.set(
    node.outputs[0],
    frame.using([weighted], () => kernels.sum(weighted, [0], false)),
  )
  frame.set(node.outputs[1], nll)
  if (!training) return
  frame.set(node.outputs[2], join(found.map((part) => part.dStates!)))
  frame.set(
    node.outputs[3],
    found.map((part) => part.dWeight!).reduce((sum, next) => frame.using([sum, next], () => kernels.binary('add', sum, next))),
  )

  function piece(some: Handle, wanted: Handle, weights: Handle, size: number): Piece {
    const logits = kernels.matmul(some, frame.get(weight), false, false, false)
    const { nll: losses, slope } = frame.using([logits], () => kernels.crossEntropy(logits, wanted, [size, vocabulary]))
    if (!training) {
      kernels.release(slope)
      return { nll: losses }
    }
    const column = kernels.reshape(weights, [size, 1])
    const back = kernels.matmul(slope, frame.get(weight), false, true, false)
    const weighted = kernels.binary('mul', some, column)
    return frame.using([slope, column, back, weighted], () => ({
      nll: losses,
      dStates: kernels.binary('mul', back, column),
      dWeight: kernels.matmul(weighted, slope, true, false, false),
    }))
  }
}
