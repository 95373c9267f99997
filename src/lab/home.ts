import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The data folder: `PLENUM_HOME`, or the platform's place for an application's data
 * (`~/.local/share/plenum`, `~/Library/Application Support/Plenum`, `%APPDATA%\Plenum`). It need not exist yet.
 */
export function dataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  user = homedir(),
): string {
  if (environment.PLENUM_HOME) return resolve(environment.PLENUM_HOME)
  if (platform === 'win32') return join(environment.APPDATA ?? join(user, 'AppData', 'Roaming'), 'Plenum')
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Plenum')
  return join(environment.XDG_DATA_HOME || join(user, '.local', 'share'), 'plenum')
}

/** Where everything lies inside a data folder. */
export class Home {
  readonly database: string
  readonly corpora: string
  readonly runs: string
  readonly uploads: string
  /** What opens the server on this folder. */
  readonly secrets: string
  /** Linked engines and what their self-tests said; `PLENUM_ENGINES` moves it, for several data folders to share. */
  readonly engines: string

  constructor(readonly path: string) {
    this.database = join(path, 'plenum.db')
    this.corpora = join(path, 'corpora')
    this.runs = join(path, 'runs')
    this.uploads = join(path, 'uploads')
    this.secrets = join(path, 'server.json')
    this.engines = process.env.PLENUM_ENGINES ? resolve(process.env.PLENUM_ENGINES) : join(path, 'engines')
  }

  corpus(id: string): string {
    return join(this.corpora, id)
  }

  run(id: string): string {
    return join(this.runs, id)
  }
}
