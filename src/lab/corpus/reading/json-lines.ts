import { basename } from 'node:path'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { fieldsLayout, type ColumnSample } from './columns'
import type { Format } from './encoding'
import type { EntryBlock, Fault } from './entries'
import type { FieldsLayout } from './layout'
import { readLines } from './lines'
import { InputProblem } from './problem'
import { asText, fieldNames, fieldOf, isObject, wordIn } from './value'

/** Objects that decide on the fields. */
const SNIFFED_OBJECTS = 200

/** Streams the chosen fields of a file with an object a line. A line that is no object, or lacks the text, is a fault. */
export async function* readJsonLines(
  path: string,
  format: Format,
  layout: FieldsLayout,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<EntryBlock> {
  for await (const block of readLines(path, format, signal, onBytes)) {
    const at: number[] = []
    const texts: (string | null)[] = []
    const labels: (string | null)[] | null = layout.label === null ? null : []
    const splits: (string | null)[] | null = layout.split === null ? null : []
    const faults: Fault[] = []
    for (let i = 0; i < block.lines.length; i++) {
      const line = block.first + i
      const source = block.lines[i]
      if (source?.trim() === '') continue
      const object = source === null ? null : parseObject(source)
      if (typeof object === 'string') faults.push({ line, message: say.corpus[object](basename(path), line) })
      else if (object !== null && fieldOf(object, layout.text) === undefined)
        faults.push({ line, message: say.corpus.noField(basename(path), layout.text, line) })
      else {
        at.push(line)
        texts.push(object === null ? null : (asText(fieldOf(object, layout.text)) ?? ''))
        labels?.push(wordIn(object, layout.label))
        splits?.push(wordIn(object, layout.split))
      }
    }
    yield { first: block.first, at, texts, labels, splits, faults }
  }
}

/** The object of a line, or what is wrong with it instead. */
export function parseObject(line: string): Record<string, unknown> | 'noList' | 'noObject' | 'noJson' {
  try {
    const value: unknown = JSON.parse(line)
    if (isObject(value)) return value
    return Array.isArray(value) ? 'noList' : 'noObject'
  } catch {
    return 'noJson'
  }
}

/**
 * Sniffs the fields of sentences and labels.
 * @param lines the first lines, blank ones included
 * @throws InputProblem where the file is one JSON document, or an option names a field that is not there
 */
export function sniffJsonLines(
  path: string,
  lines: readonly string[],
  options: ImportOptions,
): { layout: FieldsLayout; objects: Map<number, Record<string, unknown>> } {
  const objects = new Map<number, Record<string, unknown>>()
  for (const [index, line] of lines.entries()) {
    const object = line.trim() === '' ? 'blank' : parseObject(line)
    if (typeof object !== 'string') objects.set(index + 1, object)
    if (objects.size === SNIFFED_OBJECTS) break
  }
  const start = lines.findIndex((line) => line.trim() !== '')
  if (objects.size === 0 || lines[start].trimStart().startsWith('[')) {
    throw new InputProblem(path, start + 1, say.corpus.jsonDocument(basename(path), start + 1))
  }
  const names = [...new Set([...objects.values()].flatMap((object) => fieldNames(object)))]
  if (names.length === 0) throw new InputProblem(path, 1, say.corpus.textlessObjects(basename(path)))
  const samples = names.map((name): ColumnSample => ({
    name,
    values: [...objects.values()].map((object) => asText(fieldOf(object, name)) ?? ''),
  }))
  return { layout: fieldsLayout('jsonl', path, samples, options), objects }
}
