import { z } from 'zod'
import { say } from '../../texts/terminal'
import { parseNumber, UsageError, type Option, type Options } from './usage'

/** A field of a schema as JSON Schema has it. */
export interface Property {
  type?: string
  minimum?: number
  maximum?: number
  enum?: string[]
  default?: unknown
  description?: string
  properties?: Record<string, Property>
}

/** Ranges, choices and descriptions of an object schema's fields, by key. */
export function fieldsOf(schema: z.ZodType): Record<string, Property> {
  return z.toJSONSchema(schema, { io: 'input' }).properties as Record<string, Property>
}

/** An option for a numeric field, with its range and default. */
export function numberOption({ type, minimum = 0, maximum = Number.MAX_SAFE_INTEGER, default: standard }: Property, description: string) {
  const range = { type: type === 'integer' ? 'integer' : 'number', min: minimum, max: maximum } as const
  return { ...range, description, ...standardOf(standard) } as const
}

const standardOf = (standard: unknown): { standard?: string } => (standard === undefined ? {} : { standard: String(standard) })

/** An option for each field: `max_length` becomes `--max-length`. What is not given stays undefined: the schema has the defaults. */
export function optionsOf(schema: z.ZodType): Options {
  const plain = Object.entries(fieldsOf(schema)).filter(([, { type }]) => type !== 'object')
  const entries = plain.map(([key, field]): [string, Option] => {
    const { description = key, enum: choices, type, default: standard } = field
    if (type === 'boolean') return [flagOf(key), { type: 'flag', description }]
    if (choices) return [flagOf(key), { type: 'choice', choices, description, ...standardOf(standard) }]
    if (type === 'string') return [flagOf(key), { type: 'text', value: 'NAME', description }]
    return [flagOf(key), numberOption(field, description)]
  })
  return Object.fromEntries(entries)
}

/** The given options as an object for the schema; fields that are objects themselves are none of them. */
export function objectOf(schema: z.ZodType, values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fieldsOf(schema)).map(([key, { type }]) => [
    key,
    type === 'boolean' ? values[flagOf(key)] || undefined : values[flagOf(key)],
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** `key=value` pairs of an option, each checked against its field; throws UsageError naming the setting and its range. */
export function parseSettings(schema: z.ZodType, pairs: readonly string[], option = '--set'): Record<string, unknown> {
  const fields = fieldsOf(schema)
  const settings: Record<string, unknown> = {}
  for (const pair of pairs) {
    const [, key, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (key === undefined) throw new UsageError(say.usage.needsPair(option, pair))
    if (!Object.hasOwn(fields, key)) throw new UsageError(say.usage.noSetting(option, key, Object.keys(fields)))
    const { type, enum: choices, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = fields[key]
    if (choices) {
      if (!choices.includes(text)) throw new UsageError(say.usage.mustBe(`${option} ${key}`, choices, text))
      settings[key] = text
    } else if (type === 'string') settings[key] = text
    else
      settings[key] = parseNumber(`${option} ${key}`, { type: type === 'integer' ? 'integer' : 'number', min: minimum, max: maximum }, text)
  }
  return settings
}

/** Every field with its meaning and range, for a help text. */
export function fieldRows(schema: z.ZodType): [term: string, meaning: string][] {
  return Object.entries(fieldsOf(schema)).map(([key, { enum: choices, minimum, maximum, description = '' }]) => [
    key,
    `${description} (${choices ? choices.join('|') : `${minimum}…${maximum}`})`,
  ])
}

const flagOf = (key: string): string => key.replaceAll('_', '-')
