import { say } from '../../texts/lab'
import type { ModifierDefinition } from './modifier'

export const bow: ModifierDefinition = {
  descriptor: {
    id: 'bow',
    kind: 'modifier',
    ...say.modifiers.bow.words,
    formula: String.raw`\mathrm{rec} + \mathrm{bow} - \mathrm{sg}(\mathrm{bow}),\; \mathrm{bow} = -\frac{1}{B}\sum_i \frac{1}{T_i}\sum_t \log \mathrm{softmax}\left(V\,\sigma(U z_i)\right)_{x_{it}}`,
    citation: 'Zhao et al. 2017',
    floor: null,
    parameters: [],
  },
  alone: () => say.modifiers.bow.alone,
  joined: () => say.modifiers.bow.joined,
  decoder: { bagOfWords: true },
}
