import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../whole-file'

/** What `plenum engines link` leaves: which addon was built against which TensorFlow. */
const linkSchema = z.strictObject({
  addon: z.string(),
  tensorflow: z.string().describe('Folder of the libraries it was linked against'),
  version: z.string(),
  gpu: z.boolean(),
})
export type Link = z.infer<typeof linkSchema>

/** @param directory Plenum's folder for engines */
export const linkFile = (directory: string): string => join(directory, 'tensorflow', 'link.json')

/** The link; null where there is none that can be read. */
export async function readLink(directory: string): Promise<Link | null> {
  const text = await readFile(linkFile(directory), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return linkSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Notes a link. */
export async function writeLink(directory: string, link: Link): Promise<void> {
  const file = linkFile(directory)
  await mkdir(dirname(file), { recursive: true })
  await writeWhole(file, JSON.stringify(link, null, 2))
}
