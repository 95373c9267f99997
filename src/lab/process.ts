/**
 * Entry of the lab's process behind the desktop app: wire messages over the child's IPC channel, answers and events on the one
 * channel in order. It ends when the channel closes; its runs then wait as interrupted.
 */
import { LAB_OPENED, REBUILD, STORE_LOST } from '../shared/lab-opened'
import { connect } from './connection'
import { dataFolder } from './home'
import { Lab } from './lab'
import { rebuildStore } from './records/rebuild'
import { LostStoreError } from './store/lost-store'

const early: unknown[] = []
const keep = (raw: unknown): number => early.push(raw)
process.on('message', keep)

/** Messages handed to the channel that the other side has not taken yet. */
let waiting = 0
const BUSY = 64

async function open(): Promise<Lab> {
  const home = dataFolder()
  if (process.env[REBUILD]) for (const sentence of (await rebuildStore(home)).left) process.stderr.write(`${sentence}\n`)
  return Lab.open({ home })
}

open().then(
  (lab) => {
    const connection = connect(
      lab,
      (message) => {
        if (!process.connected) return
        waiting++
        process.send?.(message, undefined, undefined, () => {
          waiting--
        })
      },
      { isBusy: () => waiting > BUSY },
    )
    process.send?.(LAB_OPENED)
    process.off('message', keep)
    process.on('message', (raw) => connection.receive(raw))
    for (const raw of early) connection.receive(raw)
    let leaving = false
    const leave = () => {
      if (leaving) return
      leaving = true
      connection.close()
      void lab.close().finally(() => process.exit(0))
    }
    process.once('disconnect', leave)
    process.once('SIGTERM', leave)
    process.once('SIGINT', leave)
    if (!process.connected) leave()
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(error instanceof LostStoreError ? STORE_LOST : 1)
  },
)
