import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const verdictSchema = z.strictObject({
  fingerprint: z.string(),
  failure: z.string().nullable().describe('Why the engine is not to be trusted, in a sentence; null where it passed'),
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

/** What the self-test said of an engine as it is now; null where it has not been tested. */
export async function verdictOf(directory: string, id: string, fingerprint: string): Promise<Verdict | null> {
  const verdict = (await read(directory))[id]
  return verdict?.fingerprint === fingerprint ? verdict : null
}

/** Keeps a verdict; the file is whole at every moment. */
export async function keepVerdict(directory: string, id: string, fingerprint: string, failure: string | null): Promise<void> {
  const verdicts = { ...(await read(directory)), [id]: { fingerprint, failure, at: Date.now() } }
  await mkdir(directory, { recursive: true })
  const temporary = `${file(directory)}.${process.pid}.part`
  await writeFile(temporary, JSON.stringify(verdicts, null, 2))
  await rename(temporary, file(directory))
}
