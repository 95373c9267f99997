import { either, plural } from '../../intl'

/** `plenum train`. */
export const train = {
  options: {
    corpus: 'sample, glosses or grammar, the name or id of an imported corpus, or a path',
    objective: 'One or more objectives; with parameters and what joins them: dg:agg_size=4+skip+cyclic:cycle=20',
    group: "One or more of the paper's groups of experiments",
    preset: 'Shape of the model and the training',
    seed: (standard: number) => `One or more seeds; without it ${standard}`,
    set: 'Change settings of the preset',
    race: 'Race the objectives of each seed: same weights, batches and noise, in lock-step',
    estimate: 'Only say what it would take in time, memory and disk, and start nothing',
    json: 'Print the runs, or the estimate, as JSON on stdout',
  },
  summary: 'Train one run for each objective and seed, then evaluate their best checkpoints on the test split',
  presetsOwn: (meaning: string) => `${meaning}; without it the preset's`,
  methods: 'Objectives, and what joins one (alone it joins the VAE):',
  parameter: (key: string, min: number, max: number, paper: readonly number[]) =>
    `${key} ${min}…${max}${paper.length > 0 ? `, in the paper ${paper.join(', ')}` : ''}`,
  kinds: { objective: '', modifier: ', a modifier', schedule: ', a schedule' },
  method: (title: string, kind: string, parameters: readonly string[]) =>
    `${title}${kind}${parameters.length === 0 ? '' : ` (${parameters.join('; ')})`}`,
  groups: 'Groups of experiments for --group:',
  group: (runs: number, description: string) => `${plural(runs, 'run', 'runs')}: ${description}`,
  settings: 'Settings for --set:',
  presets: 'Presets:',
  ownParameters: "An objective's own parameters go before flags: --objective dg dg:agg_size=4 --agg_size 8 trains |b| = 8 and 4.",
  joinsAll: (flags: readonly string[]) =>
    `What joins all (${either(flags)}) is left out in a group where it makes no sense, which is said.`,
  interrupts: 'Ctrl-C interrupts; "plenum resume RUN" goes on after the last finished epoch.',
  needsCorpus: '--corpus is needed: sample, glosses or grammar, the name or id of an imported corpus, or a path.',
  needsObjective: '--objective or --group is needed: one or more of those that "plenum train --help" shows, for example vae dg.',
  raceAlone: '--race needs at least two objectives: what one of them gains is seen beside another.',
  twice: (key: string) => `--${key} and --set ${key} are both given; give one of them.`,
  ofSeed: (choice: string, seed: number) => `${choice}, seed ${seed}`,
} as const
