import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { paperBatches } from '../corpus/batches'
import type { Engine } from '../engines/engine'
import { Validator } from '../evaluation/split-pass'
import { batchTokens, splitOfSentences } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { modelShape } from '../objectives/model-shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'
import { medianSeconds } from './timing'

/** Seconds of a step and of a validation batch on a model so small that mostly the regulariser counts. */
export async function smallModelSeconds(
  engine: Engine,
  settings: Settings,
  choice: ObjectiveChoice,
): Promise<{ step: number; pass: number }> {
  const small: Settings = { ...settings, embedding: 8, hidden: 8 }
  const shape = modelShape(choice, small, 50)
  const random = new Random('small')
  const split = splitOfSentences(Array.from({ length: settings.batch }, () => Array.from({ length: 4 }, () => 4 + random.int(46))))
  const [batch] = paperBatches(split, settings.batch)
  const store = initialParameters(shape, 1)
  const stepper = await Stepper.create(engine, store, shape, choice, small)
  const validator = await Validator.create(engine, store, shape, choice)
  try {
    const step = await medianSeconds(() => stepper.step(batchTokens(split, batch.sentences), random, 0.5, 1e-6, 1))
    const pass = await medianSeconds(() => validator.pass(split, [batch], random, () => {}))
    return { step, pass }
  } finally {
    await stepper.release()
    await validator.release()
  }
}
