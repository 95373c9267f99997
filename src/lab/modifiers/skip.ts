import { say } from '../../texts/lab'
import type { ModifierDefinition } from './modifier'

export const skip: ModifierDefinition = {
  descriptor: {
    id: 'skip',
    kind: 'modifier',
    ...say.modifiers.skip.words,
    formula: String.raw`p(x_t \mid x_{<t}, z) = \mathrm{softmax}\left(W\,[h_t;\, z]\right)`,
    citation: 'Dieng et al. 2019',
    floor: null,
    parameters: [],
  },
  alone: () => say.modifiers.skip.alone,
  joined: () => say.modifiers.skip.joined,
  decoder: { skip: true },
}
