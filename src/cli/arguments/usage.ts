import { say } from '../../texts/terminal'
/** The command line was wrong: told with the way to the help, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

interface Described {
  description: string
  /** Heading under which the help shows it; without one it stands at the beginning. */
  group?: string
  /** What holds where it is not given, for the help; otherwise the default. */
  standard?: string
}

interface Common extends Described {
  /** May be given several times, and take several values at once. */
  multiple?: true
}
/** An option that takes no value. */
export interface FlagOption extends Described {
  type: 'flag'
}
export interface TextOption extends Common {
  type: 'text'
  /** What stands for the value in the help. */
  value: string
}
export interface NumberOption extends Common {
  type: 'integer' | 'number'
  min: number
  max: number
  default?: number
}
export interface ChoiceOption extends Common {
  type: 'choice'
  choices: readonly string[]
  default?: string
}
export type Option = FlagOption | TextOption | NumberOption | ChoiceOption
export type Options = Record<string, Option>

type Single<O extends Option> = O extends NumberOption ? number : O extends { choices: readonly (infer C)[] } ? C : string
type Value<O extends Option> = O extends FlagOption
  ? boolean
  : O extends { multiple: true }
    ? Single<O>[]
    : O extends { default: unknown }
      ? Single<O>
      : Single<O> | undefined

/** Parsed values by option name. */
export type Values<O extends Options> = { [K in keyof O]: Value<O[K]> }

/** The value of one option as its type says; throws UsageError naming the option and its range. */
export function parseValue(name: string, option: Exclude<Option, FlagOption>, text: string): string | number {
  switch (option.type) {
    case 'text':
      if (text === '') throw new UsageError(say.usage.empty(name, option.value))
      return text
    case 'choice':
      if (!option.choices.includes(text)) throw new UsageError(say.usage.mustBe(`--${name}`, option.choices, text))
      return text
    default:
      return parseNumber(`--${name}`, option, text)
  }
}

/** A number within its range; `name` is what the sentence calls it. */
export function parseNumber(name: string, { type, min, max }: Pick<NumberOption, 'type' | 'min' | 'max'>, text: string): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN
  const fits = value >= min && value <= max && (type === 'number' || Number.isInteger(value))
  if (!fits) throw new UsageError(say.usage.mustBeNumber(name, type === 'integer', min, max, text))
  return value
}
