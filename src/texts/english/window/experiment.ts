import { plural } from '../../intl'

/** Sentences of the place where an experiment is set up. */
export const experiment = {
  corpus: 'Corpus',
  corpusGone: 'The corpus chosen last is no longer there; this is the newest one.',
  startAfresh: 'Start afresh',
  startedAfresh: 'The experiment was set back to the start.',
  noCorpus: 'There is no corpus yet.',
  noCorpusHint: 'An experiment trains on a corpus of yours or on a built-in sample.',
  goToCorpora: 'Add a corpus',

  paper: "The paper's experiments",
  paperHint: 'One click chooses all objectives of a group; a second click brings back what was chosen before.',
  groupRuns: (count: number) => plural(count, 'run', 'runs'),

  chosen: 'Chosen',
  chosenNone: 'Nothing yet: take a group above, or tick objectives below.',
  clear: 'Clear',
  remove: (name: string) => `Remove ${name}`,
  refused: 'refused',
  double: 'chosen twice',

  objectives: 'Objectives',
  objectivesHint: 'One run for each variant and seed. Modifiers and the schedule join any of them.',
  kinds: {
    kl: { title: 'The KL and its weight', hint: 'Each posterior is held to the prior, more or less.' },
    restricted: { title: 'Restricted posteriors', hint: 'The posterior is built so that its KL cannot vanish.' },
    distance: { title: 'Other distances', hint: 'All posteriors together are drawn to the prior.' },
    gap: { title: 'Density gap', hint: "The paper's own: the aggregate of |b| posteriors is matched to the prior." },
    sphere: { title: 'On the sphere', hint: 'Von Mises–Fisher posteriors of one concentration κ.' },
    joins: { title: 'Modifiers and schedule', hint: 'They join any objective; ticked here they train the VAE with them.' },
    others: { title: 'More objectives', hint: '' },
  },
  good: 'Good at',
  bad: 'Bad at',
  /** What is known of an objective's KL in nats; `constant`: it stays there, whatever is learned. */
  floor: (constant: boolean) => (constant ? 'Its KL' : 'Least KL'),
  floorMeaning: (constant: boolean) =>
    constant ? 'The nats at which the KL stays, whatever is learned.' : 'Nats below which the KL cannot fall.',
  floorValue: (value: string, constant: boolean) => `KL ${constant ? '=' : '≥'} ${value} nats`,
  paperValues: "Paper's values",
  parameterRange: (description: string, min: string, max: string) => `${description}, ${min} to ${max}`,
  joined: 'With',
  variant: 'Add a variant',
  variantOf: (title: string) => `Add a variant of ${title}`,
  doubleHint: 'The same as another one chosen: it is trained once.',

  preset: 'Preset',
  presetHint: 'Model size and schedule; every value can be changed below.',
  length: 'Length and seeds',
  seeds: 'Seeds',
  seedsHint: 'Whole numbers, separated by commas or spaces.',
  seedsWrong: 'Seeds are whole numbers from 0 to 2,147,483,647, at most 50 of them.',
  advanced: 'All settings',
  changed: (count: number) => plural(count, 'value differs from the preset', 'values differ from the preset'),
  reset: 'Back to the preset',
  engine: 'Engine',
  start: (count: number) => (count === 0 ? 'Start' : `Start ${plural(count, 'run', 'runs')}`),
  missingCorpus: 'Choose a corpus.',
  missingObjective: 'Choose at least one objective.',
  wrongSettings: 'A setting is out of its range.',
  wrongParameter: 'A parameter of an objective is out of its range.',
  tooMany: (most: number) => `At most ${most} variants train in one experiment; remove some.`,
  refusedBecause: (name: string, reason: string) => `${name}: ${reason}`,
  race: 'Race',
  raceHint:
    'The objectives of each seed start from the same weights and meet the same batches and noise, in lock-step: what differs is the objective.',
  raceAlone: 'A race needs two objectives.',
  cost: (time: string, memory: string, disk: string) => `About ${time}, ${memory} of memory, ${disk} on disk`,
  /** `ahead`: runs that train or wait before these; `late`: of some it is not known how long they take. */
  finish: (clock: string, ahead: number, late: boolean) =>
    `; finished ${late ? 'after' : 'about'} ${clock}${ahead === 0 ? '' : `, behind ${plural(ahead, 'run', 'runs')} in the queue`}`,
  estimating: 'Estimating time and memory…',
  command: 'The same from the command line',
  copyCommand: 'Copy',
  commandCopied: 'The command is on the clipboard.',
  several: (count: number) => plural(count, 'objective', 'objectives'),
  summary: (objectives: string, corpus: string, preset: string, epochs: number, seeds: number) =>
    `${objectives} on ${corpus}, preset ${preset}, at most ${plural(epochs, 'epoch', 'epochs')}, ${plural(seeds, 'seed', 'seeds')}`,
  groups: { model: 'Model', optimisation: 'Optimisation', schedule: 'Schedule', data: 'Data' },
} as const
