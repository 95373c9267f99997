import { describe, expect, it } from 'vitest'
import * as g from '../../../../src/lab/graph'
import { planOf, updateStep } from '../../../../src/lab/engines/tensorflow/update-plan'

const table = g.variable('table', [4, 2])
const rate = g.placeholder('rate', [])
const rows = g.placeholder('rows', ['n'], 'int')

describe('updateStep', () => {
  it('recognises a descent, whichever factor is the rate', () => {
    const gradient = g.placeholder('gradient', [4, 2])
    expect(updateStep(table, g.sub(table, g.mul(gradient, rate)))).toEqual({ kind: 'descend', rate, gradient })
    expect(updateStep(table, g.sub(table, g.mul(rate, gradient)))).toEqual({ kind: 'descend', rate, gradient })
  })
  it('recognises a descent of rows', () => {
    const step = g.mul(g.placeholder('gradient', ['n', 2]), rate)
    const next = g.replaceRows(table, rows, g.sub(g.gatherRows(table, rows, true), step))
    expect(updateStep(table, next)).toEqual({ kind: 'descend rows', rows, step })
  })
  it('assigns anything else', () => {
    const other = g.variable('other', [4, 2])
    for (const next of [
      g.mul(table, g.scalar(2)),
      g.sub(other, g.mul(other, rate)),
      g.sub(table, g.mul(other, other)),
      g.replaceRows(table, rows, g.sub(g.gatherRows(other, rows, true), g.placeholder('step', ['n', 2]))),
    ])
      expect(updateStep(table, next)).toEqual({ kind: 'assign', value: next })
  })
})

describe('planOf', () => {
  it('leaves out what only a written-out update needs, and counts uses', () => {
    const gradient = g.mul(table, g.scalar(0.5))
    const next = g.sub(table, g.mul(gradient, rate))
    const plan = planOf(g.defineProgram({ sum: g.reduceSum(gradient) }, new Map([[table, next]])))
    expect(plan.nodes.map((node) => node.operation.name).sort()).toEqual(['constant', 'input', 'mul', 'parameter', 'reduce_sum'])
    expect(plan.uses.get(gradient)).toBe(2)
    expect(plan.uses.get(table)).toBe(1)
  })
})
