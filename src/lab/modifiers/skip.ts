import type { ModifierDefinition } from './modifier'

export const skip: ModifierDefinition = {
  descriptor: {
    id: 'skip',
    kind: 'modifier',
    title: 'Skip',
    formula: String.raw`p(x_t \mid x_{<t}, z) = \mathrm{softmax}\left(W\,[h_t;\, z]\right)`,
    citation: 'Dieng et al. 2019',
    summary: 'z joins the state of the decoder again at every word, before the vocabulary layer.',
    good_at: 'A short way from z to every word: some units stay active, at little cost of likelihood.',
    bad_at: 'Alone it postpones the collapse of most units more than it prevents it.',
    floor: null,
    parameters: [],
  },
  alone: () => 'Skip-VAE',
  joined: () => 'skip',
  decoder: { skip: true },
}
