/** Checkpoints that cannot be read, and how a training ended. */
export const training = {
  wrongShape: (path: string, name: string, found: string | undefined, due: string) =>
    `${path}: the parameter "${name}" is ${found ?? 'missing'} where the run's model has ${due}.`,
  noSafetensors: (path: string) => `${path} is no safetensors file, or it is cut off.`,
  damaged: (what: string) =>
    `${what} Put a copy of the file back, or duplicate the run: with its own seed it trains to the same parameters again.`,
  wrongType: (path: string, name: string, dtype: string) => `${path}: the tensor "${name}" is ${dtype}, not F32.`,
  cutOff: (path: string, name: string) => `${path} is cut off: the tensor "${name}" is not whole.`,
  noBatch: (batching: 'paper' | 'mixed') =>
    batching === 'paper'
      ? 'No two training sentences have one length, so there is no batch to train on: choose the batching "mixed".'
      : 'There is one training sentence, and a batch needs two: give more of them, or raise train_limit.',
  ended: (epoch: number, decays: number) =>
    `Ended after epoch ${epoch}: the learning rate had decayed ${decays} times without a better validation loss.`,
  diverged: (step: number, rate: number, best: number | null) =>
    `The loss stopped being a number at step ${step}: training diverged. ${
      best === null ? 'No epoch had finished, so there is no checkpoint' : `The best checkpoint, of epoch ${best}, is kept`
    }; try a learning rate under ${rate}, or clip the gradient at a smaller norm.`,
} as const
