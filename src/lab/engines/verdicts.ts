import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { diskFault } from '../disk-fault'
import { VERSION } from '../version'
import { writeWhole } from '../whole-file'
import { processorKind } from './processor'

const verdictSchema = z.strictObject({
  fingerprint: z.string(),
  failure: z.string().nullable().describe('Why the engine is not to be trusted, in a sentence; null where it passed'),
  started: z.boolean().default(true).describe('Whether it got as far as figures; one that did not may another time'),
  at: z.number().describe('ms since 1970'),
})
export type Verdict = z.infer<typeof verdictSchema>
const verdictsSchema = z.record(z.string(), verdictSchema)

const file = (directory: string) => join(directory, 'self-tests.json')

async function read(directory: string): Promise<Record<string, Verdict>> {
  const text = await readFile(file(directory), 'utf8').catch(() => '{}')
  try {
    return verdictsSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}

/** A verdict holds for one version of Plenum, whose own part of the work it judges too. */
const stamped = (fingerprint: string) => `Plenum ${VERSION}, ${fingerprint}`

/** Machines that share a data folder have verdicts of their own. */
const keyOf = (id: string, processor: string) => `${id} on ${processor}`

/** What the self-test said of an engine as it is now, on this kind of processor; null where it has not been tested. */
export async function verdictOf(directory: string, id: string, fingerprint: string, processor = processorKind()): Promise<Verdict | null> {
  const verdict = (await read(directory))[keyOf(id, processor)]
  return verdict?.fingerprint === stamped(fingerprint) ? verdict : null
}

/** Keeps a verdict. @param started whether the engine got as far as figures */
export async function keepVerdict(
  directory: string,
  id: string,
  fingerprint: string,
  failure: string | null,
  started = true,
): Promise<void> {
  await write(directory, {
    ...(await read(directory)),
    [keyOf(id, processorKind())]: { fingerprint: stamped(fingerprint), failure, started, at: Date.now() },
  })
}

/** Forgets what the self-test said of an engine, so that it runs again. */
export async function forgetVerdict(directory: string, id: string): Promise<void> {
  const { [keyOf(id, processorKind())]: forgotten, ...rest } = await read(directory)
  if (forgotten) await write(directory, rest)
}

/** A disk that is full or read-only costs the next process a test, not this one its engine. */
async function write(directory: string, verdicts: Record<string, Verdict>): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    await writeWhole(file(directory), JSON.stringify(verdicts, null, 2))
  } catch (error) {
    if (diskFault(error) === null) throw error
  }
}
