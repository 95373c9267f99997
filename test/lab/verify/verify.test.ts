import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { CHECKS, verifyEngines, verifyGolden } from '../../../src/lab/verify/verify'

const golden = join(import.meta.dirname, '../../golden')
const onnx = new OnnxEngine()

describe('golden figures', () => {
  it('are reproduced by every check, within the tolerance of its file', async () => {
    const verdicts = await verifyGolden(golden, onnx)
    const known = verdicts.filter(({ verdict }) => verdict !== 'uncovered')
    expect(known.map(({ file, verdict }) => [file, verdict])).toEqual(CHECKS.map(({ file }) => [`${file}.json`, 'passed']).sort())
  })

  it('fail when a figure is off, and say what', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'plenum-'))
    const content = JSON.parse(readFileSync(join(golden, 'gaussian_kl.json'), 'utf8')) as { kl: number }
    writeFileSync(join(directory, 'gaussian_kl.json'), JSON.stringify({ ...content, kl: content.kl * 1.001 }))
    const [verdict] = await verifyGolden(directory, onnx)
    expect(verdict).toMatchObject({ file: 'gaussian_kl.json', verdict: 'failed', where: 'KL' })
    expect(verdict.largest).toBeCloseTo(0.001, 4)
  })

  it('name a file that no check covers, and a broken one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'plenum-'))
    cpSync(join(golden, 'gaussian_kl.json'), join(directory, 'unheard_of.json'))
    writeFileSync(join(directory, 'gaussian_kl.json'), '{"mean": [[')
    const verdicts = await verifyGolden(directory, onnx)
    expect(verdicts.map(({ file, verdict }) => [file, verdict])).toEqual([
      ['gaussian_kl.json', 'failed'],
      ['unheard_of.json', 'uncovered'],
    ])
  })

  it('go on with the next engine where one cannot be opened', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'plenum-'))
    cpSync(join(golden, 'gaussian_kl.json'), join(directory, 'gaussian_kl.json'))
    const [missing, found] = await verifyEngines(directory, ['tensorflow', 'onnx'], directory)
    const where = expect.stringMatching(/^No TensorFlow is linked\./) as string
    expect(missing).toMatchObject({ engine: 'tensorflow', file: '*.json', verdict: 'failed', where })
    expect(found).toMatchObject({ engine: 'onnx', file: 'gaussian_kl.json', verdict: 'passed' })
  })
})
