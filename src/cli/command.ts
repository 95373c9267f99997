import { say } from '../texts/terminal'
import type { Terminal } from './terminal'
import type { Options, Values } from './arguments/usage'

/** Words that follow a command's name. */
export interface Positionals {
  /** As the help shows it, for example `PATH…`. */
  label: string
  description: string
  min: number
  max: number
}

export interface Command {
  name: string
  summary: string
  /** Longer help, after the options: paragraphs, and lists under a title. */
  details?: string | readonly (string | { title: string; rows: readonly (readonly [term: string, meaning: string])[] })[]
  positionals?: Positionals
  options: Options
  /** Answers the exit code. */
  run(values: Record<string, unknown>, positionals: string[], terminal: Terminal): Promise<number>
}

interface Definition<O extends Options> extends Omit<Command, 'options' | 'run'> {
  options: O
  /** Options that come from a registry; their values are read by name. */
  registered?: Options
  run(values: Known<O>, positionals: string[], terminal: Terminal): Promise<number>
}

type Known<O extends Options> = Values<O & typeof COMMON> & Readonly<Record<string, unknown>>

/** Options of every command. */
const COMMON = {
  home: { type: 'text', value: 'DIR', description: say.usage.home },
  help: { type: 'flag', description: say.usage.help },
} as const satisfies Options

/** A command whose `run` knows the types of its own options. */
export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  const { run, options, registered, ...rest } = definition
  return {
    ...rest,
    options: { ...options, ...registered, ...COMMON },
    run: (values, positionals, terminal) => run(values as Known<O>, positionals, terminal),
  }
}
