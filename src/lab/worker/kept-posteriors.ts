import { join } from 'node:path'
import type { Split } from '../../shared/corpus'
import { diskFault } from '../disk-fault'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from '../evaluation/posteriors'
import type { ModelShape } from '../model/shape'
import { readSafetensors, writeSafetensors, type TensorFile } from '../training/safetensors'

const posteriorsPath = (directory: string, split: Split) => join(directory, `posteriors-${split}.safetensors`)

/** Keeps a split's posteriors beside the run, so that its pictures need no pass through the model. */
export function savePosteriors(directory: string, split: Split, epoch: number, posteriors: Posteriors): void {
  const { latent, count, mean } = posteriors
  const entry = (values: Float64Array) => ({ values: Float32Array.from(values), shape: [count, latent] })
  try {
    writeSafetensors(posteriorsPath(directory, split), {
      tensors: new Map([
        ['mean', entry(mean)],
        ...(posteriors.family === 'gaussian' ? ([['logvar', entry(posteriors.logvar)]] as const) : []),
      ]),
      metadata: { epoch: String(epoch), ...(posteriors.family === 'vmf' && { kappa: String(posteriors.kappa) }) },
    })
  } catch (error) {
    // A disk that takes no more costs a later picture a pass through the model, not what is being done now.
    if (diskFault(error) === null) throw error
  }
}

/**
 * Posteriors of `sentences` sentences kept from this epoch's checkpoint. null where there are none, and where the file is damaged or
 * holds those of another model: they are computed anew then.
 */
export function loadPosteriors(
  directory: string,
  split: Split,
  epoch: number,
  sentences: number,
  { latent, posterior }: Pick<ModelShape, 'latent' | 'posterior'>,
): Posteriors | null {
  const file = readIfWhole(posteriorsPath(directory, split))
  if (file?.metadata.epoch !== String(epoch)) return null
  const values = (name: string): Float32Array | null => {
    const tensor = file.tensors.get(name)
    return tensor?.values.length === sentences * latent && tensor.shape.join() === [sentences, latent].join() ? tensor.values : null
  }
  const mean = values('mean')
  if (mean === null) return null
  if (posterior?.kind === 'vmf')
    return file.metadata.kappa === String(posterior.kappa) ? makeVmfPosteriors(latent, mean, posterior.kappa) : null
  const logvar = values('logvar')
  return logvar && makePosteriors(latent, mean, logvar)
}

function readIfWhole(path: string): TensorFile | null {
  try {
    return readSafetensors(path)
  } catch {
    return null
  }
}
