import { describe, expect, it } from 'vitest'
import { decimalsOf, tableCsv } from '../../../src/renderer/charts/chart-table'
import { fileStem } from '../../../src/renderer/save-file'

describe('the table of a chart', () => {
  const table = {
    columns: ['Run', 'Step', 'KL, nats'],
    rows: [
      ['VAE, "seed" 1', 4, 1.23456789],
      ['DG-VAE', 8, null],
      ['DG-VAE', 12, 12],
    ],
  }

  it('is CSV in full precision, quoted where needed, empty where there is nothing', () => {
    expect(tableCsv(table)).toBe('Run,Step,"KL, nats"\r\n"VAE, ""seed"" 1",4,1.23456789\r\nDG-VAE,8,\r\nDG-VAE,12,12\r\n')
  })

  it('shows the numbers of a column with equal decimals, none where all are whole', () => {
    expect([1, 2].map((column) => decimalsOf(table, column))).toEqual([0, 3])
    expect(decimalsOf({ columns: ['x'], rows: [[0.00012], [0.5]] }, 0)).toBe(5)
    expect(decimalsOf({ columns: ['x'], rows: [] }, 0)).toBe(0)
  })
})

describe('the name of a saved file', () => {
  it('is one that every file system takes', () => {
    expect(['KL weight', 'q(z_d) / β', '…'].map(fileStem)).toEqual(['kl-weight', 'q-z-d-β', 'plenum'])
  })
})
