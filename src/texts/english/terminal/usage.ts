import { either, list } from '../../intl'

/** The command line itself: its help, and what it cannot make sense of. */
export const usage = {
  overview: {
    title: (version: string) => `Plenum ${version}: a lab for text variational autoencoders.`,
    usage: 'Usage: plenum COMMAND [options]',
    more: '"plenum COMMAND --help" tells the options of a command, "plenum --version" the version.',
    example: 'Example:  plenum train --corpus sample --objective vae dg --preset tiny',
  },
  ofCommand: (name: string, words: string) => `Usage: plenum ${name}${words} [options]`,
  summary: (summary: string) => `${summary}.`,
  home: 'Data folder (otherwise PLENUM_HOME, or the place of the platform)',
  help: 'Show this help',
  more: (message: string, command: string) => `${message}\n"plenum ${command}--help" tells more.`,
  /** What stands for a value in the help: one of several names, and a number. */
  name: 'NAME',
  number: 'N',
  noCommand: (name: string, known: readonly string[]) => `There is no command "${name}"; there are ${known.join(', ')}.`,
  meantCommand: (name: string, meant: string) => `There is no command "${name}". Did you mean ${meant}?`,
  commandFirst: (option: string) => `The command comes first, as in "plenum COMMAND [options]"; "${option}" is none.`,

  noOption: (option: string, command: string, near: string | null) =>
    `${option} is no option of "plenum ${command}".${near === null ? '' : ` Did you mean --${near}?`}`,
  noValue: (option: string) => `--${option} takes no value.`,
  needsValue: (option: string, expected: string) => `--${option} needs a value: ${expected}.`,
  twice: (option: string) => `--${option} is given twice.`,
  needs: (command: string, label: string, description: string) =>
    `"plenum ${command}" needs ${label}: ${description.charAt(0).toLowerCase()}${description.slice(1)}.`,
  tooMuch: (command: string, word: string) => `"plenum ${command}" does not know what to do with "${word}".`,
  oneOf: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
  none: 'none',
  range: (integer: boolean, min: number, max: number) => `${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`,
  empty: (option: string, value: string) => `--${option} needs ${value}, not an empty text.`,
  /** `name` as it was given, such as --set hidden. */
  mustBe: (name: string, choices: readonly string[], given: string) => `${name} must be ${either(choices)}, not "${given}".`,
  mustBeNumber: (name: string, integer: boolean, min: number, max: number, given: string) =>
    `${name} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${given === '' ? 'empty' : given}.`,

  needsPair: (option: string, pair: string) => `${option} needs key=value, for example --set hidden=256, not "${pair}".`,
  noSetting: (option: string, key: string, known: readonly string[]) => `${option} knows no setting "${key}"; it knows ${either(known)}.`,
  filePair: (given: string) => `--file needs FILE:KEY=VALUE, for example test.csv:text_column=review, not "${given}".`,
  noEngine: (id: string, known: readonly string[]) => `There is no engine "${id}"; it must be ${either(known)}.`,

  noCorpusOption: (given: string, samples: readonly string[], names: readonly string[]) =>
    `--corpus must be sample, ${samples.join(', ')}, a path, or the name or id of an imported corpus (${names.join(', ') || 'there is none yet'}), not "${given}".`,
  noCorpus: (given: string, names: readonly string[]) =>
    `There is no corpus "${given}"; the imported ones are ${names.join(', ') || 'none yet'}.`,
  severalCorpora: (what: string, ids: readonly string[]) => `${what} fits ${ids.length} corpora; give the id of one: ${ids.join(', ')}.`,
  severalRuns: (given: string, runs: readonly string[]) => `RUN "${given}" fits ${runs.length} runs; give one of ${runs.join(', ')}.`,
  noRun: (given: string, letters: number) =>
    `RUN "${given}" is not known: give its number, its id, or at least ${letters} letters from the beginning of its id, as "plenum runs" lists them.`,

  objectives: {
    parameters: 'Parameters, each of every objective given that has it:',
    joins: 'What joins every objective given:',
    parameterOf: (label: string, owners: readonly string[], description: string) => `${label} of ${list(owners)}: ${description}`,
    again: (from: string) => `${from} is what was chosen before, and is trained once.`,
    noModifier: (from: string, modifier: string, known: readonly string[]) =>
      `${from}: "${modifier}" joins no objective; what joins one is ${either(known)}.`,
    twice: (from: string, modifier: string) => `${from}: "${modifier}" is given twice.`,
    noPair: (from: string, pair: string) => `${from}: a parameter is name=number, not "${pair}".`,
    useless: (key: string, owners: readonly string[]) => `--${key} is a parameter of ${list(owners)}; none of the objectives given has it.`,
    noEffect: (key: string, from: string) => `--${key} would change nothing: ${from} says its own ${key}, which goes before.`,
    without: (name: string, modifier: string, reason: string) => `${name} trains without ${modifier}: ${reason}`,
  },
} as const
