import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import type { GoldenCheck } from '../../../src/lab/verify/check'
import { CHECKS } from '../../../src/lab/verify/verify'

const engine = new OnnxEngine({ threads: 1 })
const read = (file: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../../golden', `${file}.json`), 'utf8'))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const records = (value: unknown): value is Record<string, unknown>[] => Array.isArray(value) && value.every(isRecord)

/** Every key that leads to figures, such as `rouge/rouge-1/p`; cases in a list share theirs. */
function keysOf(value: unknown, path = ''): string[] {
  if (records(value)) return [...new Set(value.flatMap((each) => keysOf(each, path)))]
  if (!isRecord(value)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}/${key}`))
}

function spoiled(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? Math.abs(value - 1) : value * 1.05 + 0.01
  if (typeof value === 'string') return `${value} more`
  if (typeof value === 'boolean') return !value
  return Array.isArray(value) ? value.map(spoiled) : value
}

/** A copy in which the figures under one key are off. */
function withSpoiled(value: unknown, [key, ...rest]: string[]): unknown {
  if (records(value)) return value.map((each) => withSpoiled(each, [key, ...rest]))
  if (!isRecord(value) || !(key in value)) return value
  return { ...value, [key]: rest.length === 0 ? spoiled(value[key]) : withSpoiled(value[key], rest) }
}

async function passes({ run, tolerance, tolerances }: GoldenCheck, content: unknown): Promise<boolean> {
  try {
    return [...(await run(content, engine))].every(([name, error]) => error <= (tolerances?.[name] ?? tolerance))
  } catch {
    return false
  }
}

describe('every key of a golden file is compared or an input: figures that are off under it fail the check', () => {
  it.each(CHECKS.map((check) => [check.file, check] as const))('%s', async (file, check) => {
    const content = read(file)
    expect(await passes(check, content)).toBe(true)
    const unnoticed: string[] = []
    for (const key of keysOf(content)) if (await passes(check, withSpoiled(content, key.split('/')))) unnoticed.push(key)
    expect(unnoticed).toEqual([])
  })
})
