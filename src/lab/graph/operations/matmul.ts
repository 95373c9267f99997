import { apply, sameShape, ShapeError, type Operation, type Tensor } from '../tensor'

interface Transposes {
  a: boolean
  b: boolean
}

const product: Operation<Transposes> = {
  name: 'matmul',
  infer([a, b], { a: transposeA, b: transposeB }) {
    const rank = a.shape.length
    if (rank < 2 || b.shape.length !== rank) throw new ShapeError('matmul', [a, b], 'both must have one rank of at least 2')
    const leading = a.shape.slice(0, -2)
    if (!sameShape(leading, b.shape.slice(0, -2))) throw new ShapeError('matmul', [a, b], 'the leading dimensions differ')
    const [rows, inner] = transposeA ? [a.shape[rank - 1], a.shape[rank - 2]] : [a.shape[rank - 2], a.shape[rank - 1]]
    const [innerB, columns] = transposeB ? [b.shape[rank - 1], b.shape[rank - 2]] : [b.shape[rank - 2], b.shape[rank - 1]]
    if (inner !== innerB)
      throw new ShapeError(
        'matmul',
        [a, b],
        `inner dimensions ${inner} and ${innerB} differ${transposeA || transposeB ? ' (after the transposes asked for)' : ''}`,
      )
    return [{ shape: [...leading, rows, columns], dtype: 'float' }]
  },
  gradient({ inputs: [a, b], attributes }, [dy]) {
    const da = attributes.a ? matmul(b, dy!, { a: attributes.b, b: true }) : matmul(dy!, b, { b: !attributes.b })
    const db = attributes.b ? matmul(dy!, a, { a: true, b: attributes.a }) : matmul(a, dy!, { a: !attributes.a })
    return [da, db]
  },
}

/** Matrix product over the last two axes, either operand transposed on request; leading axes must agree. */
export function matmul(a: Tensor, b: Tensor, transposed: Partial<Transposes> = {}): Tensor {
  return apply(product, [a, b], { a: transposed.a ?? false, b: transposed.b ?? false })[0]
}
