import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MetricValues } from '../../shared/run'
import type { VariableStore } from '../engines/engine'
import { parameterShapes, type ModelShape } from '../model/shape'
import { say } from '../../texts/lab'
import { readSafetensors, writeSafetensors } from './safetensors'

/** Where training stands after an epoch; with the parameters all that a resumed run needs. */
export interface TrainingState {
  /** Finished epochs. */
  epoch: number
  /** Steps taken. */
  step: number
  /** Steps since the optimiser began (it begins anew after a decay). */
  optimiser_step: number
  learning_rate: number
  /** Best validation loss and the number of finished epochs then; null before the first. */
  best_loss: number | null
  best_epoch: number | null
  /** Epochs since the best. */
  waited: number
  decays: number
  /** Training time without pauses. */
  seconds: number
  /** Values of the last epoch. */
  latest: MetricValues
  /** Figures of the last epochs, oldest first, should who listens have been too far behind to hear them; absent in older files. */
  recent?: EpochFigures[]
}

/** What an epoch came to. */
export interface EpochFigures {
  epoch: number
  step: number
  seconds: number
  /** Means over its training batches. */
  train: MetricValues
  /** Of the validation split. */
  valid: MetricValues
}

export type CheckpointName = 'best' | 'last'

export const checkpointPath = (directory: string, name: CheckpointName) => join(directory, `${name}.safetensors`)

/** Writes parameters (and for `last` the optimiser's variables, those beside the model's) with the state. */
export function saveCheckpoint(
  directory: string,
  name: CheckpointName,
  shape: ModelShape,
  store: VariableStore,
  state: TrainingState,
): void {
  const shapes: Record<string, readonly number[]> = parameterShapes(shape)
  const tensors = new Map<string, { values: Float32Array; shape: readonly number[] }>()
  for (const [key, values] of store) {
    if (name === 'best' && !shapes[key]) continue
    tensors.set(key, { values: values as Float32Array, shape: shapes[key] ?? [values.length] })
  }
  writeSafetensors(checkpointPath(directory, name), { tensors, metadata: { format: 'plenum 1', state: JSON.stringify(state) } })
}

function readWhole(path: string) {
  try {
    return readSafetensors(path)
  } catch (error) {
    throw new Error(say.training.damaged(error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** Loads a checkpoint into the store; answers its state, or null where there is none. Throws a sentence with what helps for a damaged one. */
export function loadCheckpoint(directory: string, name: CheckpointName, shape: ModelShape, store: VariableStore): TrainingState | null {
  const path = checkpointPath(directory, name)
  if (!existsSync(path)) return null
  const { tensors, metadata } = readWhole(path)
  const shapes: Record<string, readonly number[]> = parameterShapes(shape)
  for (const [key, dimensions] of Object.entries(shapes)) {
    const found = tensors.get(key)?.shape.join('×')
    if (found !== dimensions.join('×')) throw new Error(say.training.wrongShape(path, key, found, dimensions.join('×')))
  }
  for (const [key, { values }] of tensors) {
    const present = store.get(key)
    if (present) present.set(values)
    else store.set(key, values)
  }
  return JSON.parse(metadata.state) as TrainingState
}
