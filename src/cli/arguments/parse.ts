import { parseArgs } from 'node:util'
import { say } from '../../texts/terminal'
import type { Command } from '../command'
import { closest } from './closest'
import { parseValue, UsageError, type Options } from './usage'

export interface Parsed {
  values: Record<string, unknown>
  positionals: string[]
  help: boolean
}

/** Reads a command's arguments, names with - or _ alike; throws UsageError naming the flag and its range. */
export function parseCommand(command: Command, args: string[]): Parsed {
  const { options } = command
  const names = new Map(Object.keys(options).flatMap((name) => [dashed(name), underscored(name)].map((spelling) => [spelling, name])))
  const config = Object.fromEntries(
    [...names].map(([spelling, name]) => [spelling, { type: options[name].type === 'flag' ? 'boolean' : 'string' } as const]),
  )
  const { tokens } = parseArgs({
    args,
    options: { ...config, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const given = new Map<string, (string | number)[]>()
  const flags = new Set<string>()
  const positionals: string[] = []
  // The option whose further values may follow.
  let open: string | null = null
  for (const token of tokens) {
    if (token.kind === 'option-terminator') open = null
    else if (token.kind === 'positional') {
      if (open === null) positionals.push(token.value)
      else add(open, token.value)
    } else {
      const name = names.get(token.name)
      if (name === undefined)
        throw new UsageError(say.usage.noOption(token.rawName, command.name, closest(token.name, Object.keys(options))))
      const option = options[name]
      open = null
      if (option.type === 'flag') {
        if (token.inlineValue) throw new UsageError(say.usage.noValue(name))
        flags.add(name)
        continue
      }
      const looksLikeOption = !token.inlineValue && /^-(-|[a-z])/i.test(token.value ?? '')
      if (token.value === undefined || looksLikeOption) throw new UsageError(say.usage.needsValue(name, expected(options, name)))
      if (given.has(name) && !option.multiple) throw new UsageError(say.usage.twice(name))
      add(name, token.value)
      if (option.multiple) open = name
    }
  }

  function add(name: string, text: string): void {
    const option = options[name]
    if (option.type === 'flag') return
    given.set(name, [...(given.get(name) ?? []), parseValue(name, option, text)])
  }

  const help = flags.has('help')
  if (!help) checkPositionals(command, positionals)
  return { values: valuesOf(options, given, flags), positionals, help }
}

function valuesOf(options: Options, given: Map<string, (string | number)[]>, flags: Set<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      if (option.type === 'flag') return [name, flags.has(name)]
      const values = given.get(name) ?? []
      if (option.multiple) return [name, values]
      return [name, values[0] ?? ('default' in option ? option.default : undefined)]
    }),
  )
}

function checkPositionals({ name, positionals }: Command, given: string[]): void {
  const { label, min, max, description } = positionals ?? { label: '', min: 0, max: 0, description: '' }
  if (given.length < min) throw new UsageError(say.usage.needs(name, label, description))
  if (given.length > max) throw new UsageError(say.usage.tooMuch(name, given[max]))
}

/** What a value must be, for a sentence. */
export function expected(options: Options, name: string): string {
  const option = options[name]
  if (option.type === 'choice') return say.usage.oneOf(option.choices)
  if (option.type === 'text') return option.value
  if (option.type === 'flag') return say.usage.none
  return say.usage.range(option.type === 'integer', option.min, option.max)
}

const dashed = (name: string): string => name.replaceAll('_', '-')
const underscored = (name: string): string => name.replaceAll('-', '_')
