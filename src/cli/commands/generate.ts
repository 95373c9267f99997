import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { REQUESTS } from '../../shared/contract'
import { decodingSchema, type Decoding } from '../../shared/decoding'
import { defineCommand } from '../command'
import { findRun } from '../find-run'
import { interpolate, reconstruct, sample } from '../generate'
import { fieldsOf, numberOption } from '../schema-options'
import { Session } from '../session'
import { EXIT, type Terminal } from '../terminal'
import { UsageError } from '../usage'

const path = fieldsOf(REQUESTS['runs.interpolate'].params)
const decoding = fieldsOf(decodingSchema)
/** Options that one way of decoding alone uses. */
const OF_METHOD = { beam: 'beam', temperature: 'sample', top_p: 'sample' } as const

export const generateCommand = defineCommand({
  name: 'generate',
  summary: "Decode sentences with a run's best checkpoint: between two sentences, from the prior, or those of a file again",
  positionals: { label: 'RUN', description: 'Id, unique beginning of an id, or #number of a run', min: 1, max: 1 },
  options: {
    interpolate: { type: 'text', value: '"A" "B"', multiple: true, description: 'What lies between two sentences, each in quotes' },
    samples: { type: 'integer', min: 1, max: 100_000, description: 'Sentences from the prior' },
    reconstruct: { type: 'text', value: 'FILE', description: 'The sentences of a file, one a line, encoded and decoded; - reads stdin' },
    points: numberOption(path.points, 'With --interpolate: points of the path, both ends included'),
    path: { type: 'choice', choices: path.path.enum ?? [], description: 'With --interpolate: straight, or along a great circle [line]' },
    decode: { type: 'choice', choices: decoding.method.enum ?? [], default: 'greedy', description: decoding.method.description ?? '' },
    beam: numberOption(decoding.beam, 'With --decode beam: sentences kept by the search'),
    temperature: numberOption(decoding.temperature, 'With --decode sample: below 1 likely words become likelier'),
    top_p: numberOption(decoding.top_p, 'With --decode sample: from the fewest likeliest words that hold this probability'),
    seed: numberOption(decoding.seed, 'Seed of the codes from the prior and of words drawn'),
    json: { type: 'flag', description: 'Print what came out as JSON on stdout' },
  },
  run: (values, [name], terminal) => {
    const { interpolate: ends, samples, reconstruct: file, points, path, decode, seed, json, home } = values
    const modes = [ends.length > 0, samples !== undefined, file !== undefined].filter(Boolean).length
    if (modes !== 1)
      throw new UsageError(
        `One of --interpolate "A" "B", --samples N and --reconstruct FILE is needed, not ${modes === 0 ? 'none' : modes}.`,
      )
    if (ends.length > 0 && ends.length !== 2)
      throw new UsageError(`--interpolate needs two sentences, each in quotes, not ${ends.length}; RUN stands before it.`)
    for (const option of ['points', 'path'] as const)
      if (values[option] !== undefined && ends.length === 0) throw new UsageError(`--${option} belongs to --interpolate.`)
    for (const [option, method] of Object.entries(OF_METHOD))
      if (values[option] !== undefined && decode !== method)
        throw new UsageError(`--${option} belongs to --decode ${method}; with ${decode} it would change nothing.`)
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
    throw new UsageError(`--reconstruct: ${resolve(file)} cannot be read (${error.code ?? error.message}).`)
  })
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new UsageError(`--reconstruct: there is no sentence in ${file === '-' ? 'stdin' : resolve(file)}.`)
  return lines
}
