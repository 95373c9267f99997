import { randomBytes } from 'node:crypto'
import { chmod, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { z } from 'zod'

/** What opens the server: the token of the address, and what a browser holds after showing it. */
export interface Secrets {
  token: string
  session: string
}

const secretsSchema = z.strictObject({ token: z.string().min(32), session: z.string().min(32) })

const makeSecrets = (): Secrets => ({ token: randomBytes(24).toString('base64url'), session: randomBytes(32).toString('base64url') })

/**
 * The secrets of a data folder: kept in it, so that a window finds the lab again after the server was started anew. The file is
 * its owner's alone; one that others may read, or that cannot be read, is replaced. Where it cannot be kept, the secrets live as
 * long as the server.
 */
export async function keptSecrets(path: string, renew = false): Promise<Secrets> {
  const present = renew ? null : await read(path)
  if (present) return present
  const secrets = makeSecrets()
  await write(path, secrets).catch(() => rm(path, { force: true }).catch(() => undefined))
  return secrets
}

async function read(path: string): Promise<Secrets | null> {
  try {
    const { mode, uid } = await stat(path)
    // Windows keeps who may read it elsewhere: with the folder, which is the user's own.
    if (process.platform !== 'win32' && ((mode & 0o077) !== 0 || uid !== process.getuid?.())) return null
    return secretsSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

/** Whole or not at all, and never readable by others on the way. */
async function write(path: string, secrets: Secrets): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(secrets))
  } finally {
    await file.close()
  }
  await chmod(temporary, 0o600)
  await rename(temporary, path)
}
