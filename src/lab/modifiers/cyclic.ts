import { say } from '../../texts/lab'
import type { ModifierDefinition } from './modifier'

export const cyclic: ModifierDefinition = {
  descriptor: {
    id: 'cyclic',
    kind: 'schedule',
    ...say.modifiers.cyclic.words,
    formula: String.raw`\mathrm{rec} + w(t)\,\mathrm{KL},\quad w\ \text{${say.modifiers.cyclic.rises}}\ 1,\; 1 + c,\; 1 + 2c, \dots`,
    citation: 'Fu et al. 2019',
    floor: null,
    parameters: [
      {
        key: 'cycle',
        ...say.modifiers.cyclic.cycle,
        min: 1,
        max: 1000,
        integer: true,
        default: 20,
        paper: [20],
      },
    ],
  },
  alone: ({ cycle }) => say.modifiers.cyclic.alone(cycle),
  joined: ({ cycle }) => say.modifiers.cyclic.joined(cycle),
  cycle: ({ cycle }) => cycle,
}
