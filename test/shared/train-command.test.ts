import { describe, expect, test } from 'vitest'
import { parseObjective } from '../../src/cli/arguments/objectives'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import { methodKey } from '../../src/shared/objective'
import { choiceText, experimentCommand, trainCommands } from '../../src/shared/train-command'
import { finishedRun } from '../lab/report/report-fixture'

const corpus = { id: 'c1', name: 'short_yelp' }
const settings = { epochs: 20 }
const vae = (number: number, seed: number) => finishedRun({ number, name: 'VAE', corpus, settings, seed })

describe('the command that starts an experiment', () => {
  const experiment = {
    corpus: 'c1',
    objectives: [{ id: 'vae' }, { id: 'dg', parameters: { agg_size: 4 } }],
    preset: 'tiny',
    seeds: [1],
  } as const
  const given = { ...experiment, objectives: [...experiment.objectives], seeds: [1] }

  test('says all that was chosen, and nothing that is a default', () => {
    expect(experimentCommand(given, 'Ann’s texts')).toBe(
      "plenum train --corpus 'Ann’s texts' --preset tiny --seed 1 --objective vae dg:agg_size=4",
    )
    expect(
      experimentCommand(
        {
          ...given,
          race: true,
          engine: 'tensorflow',
          seeds: [1, 2, 1],
          settings: { epochs: 3, warm_up: 3, hidden: 64, batching: 'mixed' },
        },
        'x',
      ),
    ).toBe(
      'plenum train --corpus x --preset tiny --epochs 3 --set hidden=64 batching=mixed --engine tensorflow --race --seed 1 2 --objective vae dg:agg_size=4',
    )
  })
})

describe('the command that trains runs again', () => {
  test('names settings that differ from the preset, and has a line for each setting', () => {
    const tiny = finishedRun({
      ...{ number: 4, name: 'x', preset: 'tiny', settings: { hidden: 64, warm_up: 2 }, seed: 9 },
      ...{ corpus: { id: 'c2', name: "Ann's" } },
    })
    expect(trainCommands([vae(1, 1), vae(2, 2), tiny])).toEqual([
      'plenum train --corpus short_yelp --preset short --epochs 20 --seed 1 2 --objective vae',
      String.raw`plenum train --corpus 'Ann'\''s' --preset tiny --warm_up 2 --set hidden=64 --seed 9 --objective vae`,
    ])
  })

  test('races those that raced, and trains a member of which the others are gone alone', () => {
    const member = (number: number, id: string, race: string) => {
      const run = finishedRun({ number, name: id, objective: { id }, corpus })
      return { ...run, config: { ...run.config, race } }
    }
    expect(trainCommands([member(1, 'vae', 'r'), member(2, 'dg', 'r'), member(3, 'bn', 'other')])).toEqual([
      'plenum train --corpus short_yelp --preset short --race --seed 1 --objective vae dg',
      'plenum train --corpus short_yelp --preset short --seed 1 --objective bn',
    ])
  })

  test.each(EXPERIMENT_GROUPS.flatMap(({ choices }) => choices).map((choice) => [choiceText(choice), choice] as const))(
    '%s is read back as the same choice',
    (text, choice) => {
      expect(methodKey(parseObjective(text))).toBe(methodKey(choice))
    },
  )
})
