import { existsSync, mkdirSync } from 'node:fs'
import type { Run } from '../../shared/run'
import type { Home } from '../home'
import { sweepCheckpoints } from '../training/checkpoint-state'
import type { WorkerTask } from '../worker-protocol'

/** What a run's worker is to do, its folder made ready for it. Throws where the folder cannot be written. */
export function trainTask(home: Home, { id, config }: Run, threads: number): WorkerTask {
  const runDirectory = home.run(id)
  // Not the folders above it: where they are gone, the data folder is.
  if (!existsSync(runDirectory)) mkdirSync(runDirectory)
  sweepCheckpoints(runDirectory)
  return {
    kind: 'train',
    config,
    corpusDirectory: home.corpus(config.corpus),
    runDirectory,
    enginesDirectory: home.engines,
    threads,
    evaluate: ['test'],
  }
}
