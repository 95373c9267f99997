import { join } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { commandHelp, overview } from '../../src/cli/text/help'
import { COMMANDS } from '../../src/cli/main'
import { previewCorpus } from '../../src/lab/corpus/importing/preview'
import { SAMPLES } from '../../src/lab/corpus/samples'
import { collapse } from '../../src/lab/health/collapse'
import { diverged, divergence } from '../../src/lab/health/divergence'
import { emptyKl } from '../../src/lab/health/empty-kl'
import { hole } from '../../src/lab/health/hole'
import type { EpochRecord } from '../../src/lab/health/rule'
import { reportChoice } from '../../src/lab/objectives/choice'
import { METHODS } from '../../src/lab/objectives/registry'
import { DEFAULT_HEALTH_RULES } from '../../src/shared/health'
import { METRIC_IDS, METRICS } from '../../src/shared/metrics'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import { PRESETS } from '../../src/shared/settings'
import { TEXT_METRICS } from '../../src/shared/text-evaluation'
import { TestCli } from '../cli/cli-fixture'
import { temporaryFolder } from '../lab/lab-fixture'
import { plainWords } from './pseudo'

vi.mock('../../src/texts/english/shared', async (own) => (await import('./pseudo')).pseudo(await own()))
vi.mock('../../src/texts/english/lab', async (own) => (await import('./pseudo')).pseudo(await own()))
vi.mock('../../src/texts/english/terminal', async (own) => (await import('./pseudo')).pseudo(await own()))

/** Plain words of texts beside those that are known. */
const leftOf = (texts: readonly (string | null | undefined)[], known: Iterable<string> = []): string[] => {
  const words = new Set([...known].flatMap(plainWords))
  return texts.flatMap((text) => plainWords(text ?? '')).filter((word) => !words.has(word))
}

/** Names and values of a command's options, as they are typed. */
const typed = COMMANDS.flatMap(({ name, positionals, options }) => [
  name,
  positionals?.label ?? '',
  ...Object.entries(options).flatMap(([option, of]) => [
    option,
    option.replaceAll('_', ' '),
    ...(of.type === 'text' ? [of.value] : []),
    ...(of.type === 'choice' ? of.choices : []),
    ...('default' in of ? [String(of.default)] : []),
    // A default that a schema knows stands in the description, in brackets.
    ...(of.description.match(/\[[\w.-]+\]$/) ?? []),
  ]),
])
const ids = [
  ...METHODS.flatMap(({ id, parameters }) => [id, ...parameters.map(({ key }) => key.replaceAll('_', ' '))]),
  ...EXPERIMENT_GROUPS.map(({ id }) => id),
  ...Object.keys(PRESETS),
  ...Object.entries(PRESETS.short.settings).flatMap(([key, value]) => [key.replaceAll('_', ' '), String(value)]),
  'adam mixed split column json',
  'step epoch evaluate decode import latent start serve',
]

const thresholds = Object.entries(DEFAULT_HEALTH_RULES).flatMap(([rule, keys]) =>
  [rule, ...Object.keys(keys)].map((name) => name.replaceAll('_', ' ')),
)

describe('in another language no English is left', () => {
  it('in the help of every command', () => {
    expect(leftOf([overview(COMMANDS, '1.0', 100)], typed)).toEqual([])
    for (const command of COMMANDS) expect(leftOf([commandHelp(command, 100)], [...typed, ...ids]), command.name).toEqual([])
  })

  it('in what the command line refuses', async () => {
    const cli = new TestCli(await temporaryFolder())
    const wrong = [
      'trian',
      'train',
      'train --corpus sample',
      'train --sed 1',
      'train --seed x',
      'train --preset huge',
      'runs --bin',
      'tag 1',
      'compare 7',
      'health --set hole=1',
      'engines link it',
    ]
    for (const line of wrong) {
      await cli.run(...line.split(' '))
      expect(cli.err, line).not.toBe('')
      expect(leftOf([cli.out, cli.err], [...typed, ...ids, ...thresholds, line]), line).toEqual([])
    }
  })

  it('in metrics, objectives, groups and samples', () => {
    for (const id of METRIC_IDS) {
      const { label, meaning, estimator, epoch_estimator, uncertainty } = METRICS[id]
      expect(leftOf([label, meaning, estimator, epoch_estimator, uncertainty]), id).toEqual([])
    }
    for (const [id, words] of Object.entries(TEXT_METRICS)) expect(leftOf(Object.values(words)), id).toEqual([])
    for (const { id, title, summary, good_at, bad_at, parameters } of METHODS)
      expect(leftOf([title, summary, good_at, bad_at, ...parameters.flatMap((one) => [one.label, one.description])]), id).toEqual([])
    for (const { id, title, description } of EXPERIMENT_GROUPS) expect(leftOf([title, description]), id).toEqual([])
    for (const { id, name, description, licence } of SAMPLES) expect(leftOf([name, description, licence]), id).toEqual([])
  })

  it('in the name of a run, and in what there is to say of a choice', () => {
    const { settings } = PRESETS.tiny
    const bare = { parameters: {}, modifiers: {} }
    for (const { id } of METHODS) {
      const { name, notices } = reportChoice({ ...bare, id }, settings)
      expect(leftOf([name, ...notices]), id).toEqual([])
    }
    const refusal = (id: string, parameters: Record<string, number>, modifiers = {}): string => {
      try {
        reportChoice({ id, parameters, modifiers }, settings)
      } catch (error) {
        return (error as Error).message
      }
      return 'nothing was refused'
    }
    expect(
      leftOf([refusal('nonsense', {}), refusal('dg', { size: 2 }), refusal('beta', { kl_beta: -1 })], [...ids, 'nonsense size']),
    ).toEqual([])
    expect(leftOf([refusal('vmf', {}, { cyclic: {} }), refusal('vae', {}, { cyclic: { cycle: 1 } })])).toEqual([])
  })

  it('in alarms with cause and remedy', () => {
    const epoch = (values: EpochRecord['values'], number: number): EpochRecord => ({ epoch: number, step: number, seconds: number, values })
    const history = [
      epoch({ loss: 50, kl: 9, mi: 5, mi_ceiling: 7.6, au: 8, cu_03: 8, joint_kl: 0.1, gradient_norm: 1, learning_rate: 0.5 }, 1),
      epoch({ loss: 49, kl: 9, mi: 5, mi_ceiling: 7.6, au: 8, cu_03: 8, joint_kl: 0.1, gradient_norm: 1, learning_rate: 0.5 }, 2),
      epoch(
        { loss: 99, kl: 4, mi: 0.01, mi_ceiling: 7.6, au: 0, cu_03: 3, joint_kl: 4, gradient_norm: 99, kl_weight: 0.4, learning_rate: 0.5 },
        3,
      ),
    ]
    for (const { id } of METHODS) {
      const subject = { objective: { id, parameters: {}, modifiers: {} }, latent: 8, floor: id === 'delta' ? 4 : null }
      for (const rule of [collapse, hole, emptyKl, divergence]) {
        expect(rule.holds(history, subject, DEFAULT_HEALTH_RULES)).toBe(true)
        const { title, cause, remedy } = rule.finding(history, subject, DEFAULT_HEALTH_RULES)
        expect(leftOf([title, cause, remedy]), `${rule.id} of ${id}`).toEqual([])
      }
    }
    expect(leftOf(Object.values(diverged('')))).toEqual([])
  })

  it('in faults of an import', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'bare'), { recursive: true })
    const lines = 'one sentence\n'.repeat(40)
    const files: Record<string, string | Buffer> = {
      'blank.txt': '\n \n',
      'empty.txt': '',
      'picture.txt': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'nul.txt': 'a\0b\n',
      'mixed.tsv': '1\ta b\nno label\n',
      'list.jsonl': '[{"text": "a"}]\n',
      'torn.csv': 'text,label\n"a b,1\nc d,0\n',
      'table.csv': 'text,label\na b,1\nc d\n',
      'broken.parquet': 'PAR1 and no more',
      'packed.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1]),
    }
    const known = ['one sentence', 'text label', folder, ...Object.keys(files), 'gone.txt bare train valid test latin.txt']
    // What a library says of a file is put into a sentence as it is.
    known.push('parquet file invalid (footer != PAR1)')
    for (const name of [...Object.keys(files), 'gone.txt', 'bare']) {
      const path = join(folder, name)
      if (name in files) await writeFile(path, files[name])
      const said = await previewCorpus([path], {}).then(
        ({ remarks }) => remarks.map(({ message }) => message),
        (error: Error) => [error.message],
      )
      expect(said.length, name).toBeGreaterThan(0)
      expect(said.join(), name).toMatch(/«/)
      expect(leftOf(said, known), name).toEqual([])
    }
    const latin = join(folder, 'latin.txt')
    await writeFile(latin, Buffer.concat([Buffer.from(lines), Buffer.from([0xe9, 0x74, 0xe9, 0x0a])]))
    const { remarks } = await previewCorpus([latin], {})
    expect(remarks.length).toBeGreaterThan(0)
    expect(
      leftOf(
        remarks.map(({ message }) => message),
        known,
      ),
    ).toEqual([])
  })
})
