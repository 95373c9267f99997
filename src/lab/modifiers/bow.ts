import type { ModifierDefinition } from './modifier'

export const bow: ModifierDefinition = {
  descriptor: {
    id: 'bow',
    kind: 'modifier',
    title: 'Bag of words',
    formula: String.raw`\mathrm{rec} + \mathrm{bow} - \mathrm{sg}(\mathrm{bow}),\; \mathrm{bow} = -\frac{1}{B}\sum_i \frac{1}{T_i}\sum_t \log \mathrm{softmax}\left(V\,\sigma(U z_i)\right)_{x_{it}}`,
    citation: 'Zhao et al. 2017',
    summary: 'z must also predict the words of its sentence by itself, whatever their order: gradient is added, the loss keeps its value.',
    good_at: 'Pulls word content into z on corpora of short sentences.',
    bad_at: 'Too weak a pull on most corpora: collapse as in the VAE.',
    floor: null,
    parameters: [],
  },
  alone: () => 'BoW-VAE',
  joined: () => 'bow',
  decoder: { bagOfWords: true },
}
