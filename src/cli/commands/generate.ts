import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { REQUESTS } from '../../shared/contract'
import { decodingSchema, type Decoding } from '../../shared/decoding'
import { defineCommand } from '../command'
import { findRun } from '../arguments/find-run'
import { interpolate, reconstruct, sample } from '../generate'
import { fieldsOf, numberOption } from '../arguments/schema-options'
import { Session } from '../session'
import { EXIT, type Terminal } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

const path = fieldsOf(REQUESTS['runs.interpolate'].params)
const decoding = fieldsOf(decodingSchema)
/** Options that one way of decoding alone uses. */
const OF_METHOD = { beam: 'beam', temperature: 'sample', top_p: 'sample' } as const

export const generateCommand = defineCommand({
  name: 'generate',
  summary: say.generate.summary,
  positionals: { label: 'RUN', description: say.generate.positional, min: 1, max: 1 },
  options: {
    interpolate: { type: 'text', value: '"A" "B"', multiple: true, description: say.generate.options.interpolate },
    samples: { type: 'integer', min: 1, max: 100_000, description: say.generate.options.samples },
    reconstruct: { type: 'text', value: 'FILE', description: say.generate.options.reconstruct },
    points: numberOption(path.points, say.generate.points),
    path: { type: 'choice', choices: path.path.enum ?? [], description: say.generate.options.path, standard: String(path.path.default) },
    decode: { type: 'choice', choices: decoding.method.enum ?? [], default: 'greedy', description: decoding.method.description ?? '' },
    beam: numberOption(decoding.beam, say.generate.beam),
    temperature: numberOption(decoding.temperature, say.generate.temperature),
    top_p: numberOption(decoding.top_p, say.generate.topP),
    seed: numberOption(decoding.seed, say.generate.seed),
    json: { type: 'flag', description: say.generate.options.json },
  },
  run: (values, [name], terminal) => {
    const { interpolate: ends, samples, reconstruct: file, points, path, decode, seed, json, home } = values
    const modes = [ends.length > 0, samples !== undefined, file !== undefined].filter(Boolean).length
    if (modes !== 1) throw new UsageError(say.generate.oneMode(modes))
    if (ends.length > 0 && ends.length !== 2) throw new UsageError(say.generate.twoSentences(ends.length))
    for (const option of ['points', 'path'] as const)
      if (values[option] !== undefined && ends.length === 0) throw new UsageError(say.generate.ofInterpolate(option))
    for (const [option, method] of Object.entries(OF_METHOD))
      if (values[option] !== undefined && decode !== method) throw new UsageError(say.generate.ofDecode(option, method, decode))
    const { beam, temperature, top_p } = values
    const decoding: Partial<Decoding> = { method: decode as Decoding['method'], beam, temperature, top_p, seed }
    return Session.use(terminal, { home }, async (session) => {
      const { id } = findRun(await session.ask('runs.list', {}), name)
      const asked = { session, terminal, id, decoding, json }
      if (file !== undefined) await reconstruct(asked, await linesOf(file, terminal))
      else if (samples !== undefined) await sample(asked, samples)
      else await interpolate(asked, { from: ends[0], to: ends[1], points, path: path as 'line' | 'circle' | undefined })
      return EXIT.done
    })
  },
})

/** The sentences of a file or of stdin; blank lines are no sentences. Throws UsageError where there is nothing to read. */
async function linesOf(file: string, terminal: Terminal): Promise<string[]> {
  const text = await (file === '-' ? terminal.input() : readFile(resolve(file), 'utf8')).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(say.generate.notRead(resolve(file), error.code ?? error.message))
  })
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new UsageError(say.generate.noSentence(file === '-' ? 'stdin' : resolve(file)))
  return lines
}
