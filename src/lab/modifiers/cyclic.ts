import type { ModifierDefinition } from './modifier'

export const cyclic: ModifierDefinition = {
  descriptor: {
    id: 'cyclic',
    kind: 'schedule',
    title: 'Cyclic annealing',
    formula: String.raw`\mathrm{rec} + w(t)\,\mathrm{KL},\quad w\ \text{rises from 0 to 1 anew at epochs}\ 1,\; 1 + c,\; 1 + 2c, \dots`,
    citation: 'Fu et al. 2019',
    summary: 'The weight of the regulariser returns to 0 every c epochs and rises again; epochs count from 0. Training never ends early.',
    good_at: 'A second chance for z after every restart, with any objective.',
    bad_at: 'What is gained while the weight is low is mostly lost again when it rises.',
    floor: null,
    parameters: [
      {
        key: 'cycle',
        label: 'Cycle',
        description: 'Epochs from one restart of the KL weight to the next',
        min: 1,
        max: 1000,
        integer: true,
        default: 20,
        paper: [20],
      },
    ],
  },
  alone: ({ cycle }) => `Cyclic VAE, cycle ${cycle}`,
  joined: ({ cycle }) => `cyclic ${cycle}`,
  cycle: ({ cycle }) => cycle,
}
