import { writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/lab/engines/engine'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { onnxEntry } from '../../../src/lab/engines/onnx/entry'
import { listEngines } from '../../../src/lab/engines/registry'
import { writeLink } from '../../../src/lab/engines/tensorflow/link-file'
import { keepVerdict, verdictOf } from '../../../src/lab/engines/verdicts'
import figures from '../../../src/lab/verify/self-test-figures.json'
import { disagreement, SELF_TEST_OBJECTIVES, selfTest, stepFigures } from '../../../src/lab/verify/self-test'
import { trustedEngine } from '../../../src/lab/verify/trusted-engine'

const onnx = new OnnxEngine({ threads: 1 })

/** An engine that adds to every hundredth element of one variable after a run: right losses, wrong gradients. */
const wrong: Engine = {
  id: 'wrong',
  async compile(program, variables, options) {
    const executable = await onnx.compile(program, variables, options)
    return {
      async run(feeds, sizes) {
        const outputs = await executable.run(feeds, sizes)
        const values = variables.get('encoder.weight_recurrent')
        if (values) for (let i = 0; i < values.length; i += 100) values[i] += 1e-3
        return outputs
      },
      release: () => executable.release(),
    }
  },
}

describe('the self-test', () => {
  // PLENUM_WRITE_FIGURES=1 writes the figures anew, for a change of the step that is meant.
  if (process.env.PLENUM_WRITE_FIGURES)
    it('writes its figures', async () => {
      const found = Object.fromEntries(
        await Promise.all(SELF_TEST_OBJECTIVES.map(async (objective) => [objective, await stepFigures(onnx, objective)])),
      )
      writeFileSync(join(import.meta.dirname, '../../../src/lab/verify/self-test-figures.json'), `${JSON.stringify(found, null, 2)}\n`)
    })

  it('passes an engine that agrees with the stored figures and names the gradient of one that does not', async () => {
    expect(await selfTest(onnx)).toBeNull()
    expect(await selfTest(wrong)).toMatch(/^Its self-test failed: the gradient of encoder\.weight_recurrent is off by [\d.e+]+ %\.$/)
  })

  it('sees a missing parameter and a loss that is no number', () => {
    const { loss, parameters } = figures.vae
    const norm = Math.hypot(...Object.values(parameters).map((figure) => figure.norm))
    expect(disagreement({ loss, norm, parameters: {} }, figures.vae)).toMatch(/off by Infinity %/)
    expect(disagreement({ loss: NaN, norm, parameters }, figures.vae)).toMatch(/the loss is off/)
    expect(disagreement({ loss, norm, parameters }, figures.vae)).toBeNull()
    expect(disagreement({ loss, norm: norm * (1 + 1e-4), parameters }, figures.vae)).toBe(
      "Its self-test failed: the gradient's length is off by 0.010 %.",
    )
  })
})

describe('trustedEngine', () => {
  it('refuses an engine whose test failed, until what is loaded changes', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plenum-'))
    const located = await onnxEntry.locate(directory)
    const fingerprint = located.found ? located.fingerprint : ''
    await keepVerdict(directory, 'onnx', fingerprint, 'Its self-test failed: the loss is off by 3 %.')
    await expect(trustedEngine('onnx', directory)).rejects.toThrow(
      'The engine "onnx" cannot be used. Its self-test failed: the loss is off by 3 %.',
    )
    await keepVerdict(directory, 'onnx', 'an older version', 'Its self-test failed: the loss is off by 3 %.')
    expect((await trustedEngine('onnx', directory, { threads: 1 })).id).toBe('onnx')
    expect(await verdictOf(directory, 'onnx', fingerprint)).toMatchObject({ failure: null })
  })

  it('remembers why an engine could not start, and tries it again', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plenum-'))
    const addon = join(directory, 'tfjs_binding.node')
    writeFileSync(addon, 'no library')
    await writeLink(directory, { addon, tensorflow: directory, version: '2.21.0', gpu: false })
    const refusal = /^The engine "tensorflow" cannot be used\. TensorFlow(?:'s addon was built for another| cannot be loaded)/
    await expect(trustedEngine('tensorflow', directory)).rejects.toThrow(refusal)
    const listed = (await listEngines(directory)).find(({ id }) => id === 'tensorflow')
    expect(listed).toMatchObject({ available: false, version: '2.21.0' })
    expect(listed?.note).toMatch(/^TensorFlow/)
    // As if a library had been installed since: another reason shows that it was tried anew.
    await writeLink(directory, { addon: join(directory, 'gone.node'), tensorflow: directory, version: '2.21.0', gpu: false })
    await expect(trustedEngine('tensorflow', directory)).rejects.toThrow(/gone\.node is gone: run "plenum engines link" again\.$/)
  })

  it('says why an engine is not there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plenum-'))
    await expect(trustedEngine('tensorflow', directory)).rejects.toThrow(
      /^The engine "tensorflow" cannot be used\. No TensorFlow is linked\./,
    )
    await expect(trustedEngine('abacus', directory)).rejects.toThrow('There is no engine "abacus"; choose one of onnx, onnx-cuda, ')
  })
})
