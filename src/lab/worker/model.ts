import { openCorpus } from '../corpus/open'
import type { OpenCorpus } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import type { ModelShape } from '../model/shape'
import { modelShape } from '../objectives/model-shape'
import { loadCheckpoint, type TrainingState } from '../training/checkpoint'
import { trustedEngine } from '../verify/trusted-engine'
import type { WorkerTask } from '../worker-protocol'
import { say } from '../../texts/lab'

/** What every task begins with. */
export interface Setting {
  engine: Engine
  corpus: OpenCorpus
  shape: ModelShape
}

export async function openSetting({ config, corpusDirectory, enginesDirectory, threads }: WorkerTask): Promise<Setting> {
  const [engine, corpus] = await Promise.all([
    trustedEngine(config.engine, enginesDirectory, { threads, spinning: false }),
    openCorpus(corpusDirectory),
  ])
  return { engine, corpus, shape: modelShape(config.objective, config.settings, corpus.record.vocabulary_size) }
}

/** The setting of a task that works with the run's best checkpoint. */
export interface TrainedSetting extends Setting {
  store: VariableStore
  state: TrainingState
}

/** Adds the run's best checkpoint; throws a sentence where there is none yet. */
export function loadBest({ runDirectory }: Pick<WorkerTask, 'runDirectory'>, setting: Setting): TrainedSetting {
  const store: VariableStore = new Map()
  const state = loadCheckpoint(runDirectory, 'best', setting.shape, store)
  if (!state) throw new Error(say.runs.noEpoch)
  return { ...setting, store, state }
}
