import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Owners } from '../../../src/lab/runs/owners'
import { processIdentity } from '../../../src/lab/process-identity'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder, TestLab } from '../lab-fixture'

/** A store with a run that the process of an identity trains. */
async function trainedBy(owner: string) {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  const { id } = await lab.start(0, { epochs: 1 })
  await lab.reaches(id, 'finished')
  await lab.lab.close()
  const store = Store.open(join(home, 'plenum.db'))
  store.runs.update(id, { state: 'running', owner })
  const run = store.runs.get(id)
  if (!run) throw new Error('The run is not there.')
  return { store, run }
}

test('an owner that lives and takes no wish is said to hang, and the wish is taken back', async () => {
  const { store, run } = await trainedBy(await processIdentity())
  const owners = new Owners(store, 'another', 100)
  owners.ask(run, 'pause')
  await expect(owners.answered(run)).rejects.toThrow(
    `Run #1 (VAE) is running: the Plenum process (number ${process.pid}) to which it belongs does not answer; once that is ended, it can be resumed here.`,
  )
  expect(store.wishes.waits(run.id)).toBe(false)
  store.close()
})

test('an owner that has ended is not waited for with a fault: its run becomes interrupted', async () => {
  const { store, run } = await trainedBy('4194304:x:1')
  const owners = new Owners(store, 'another', 100)
  owners.ask(run, 'stop')
  await owners.answered(run)
  expect(store.wishes.waits(run.id)).toBe(false)
  store.close()
})

test('an owner that takes the wish answers', async () => {
  const identity = await processIdentity()
  const { store, run } = await trainedBy(identity)
  const owners = new Owners(store, 'another', 10_000)
  owners.ask(run, 'pause')
  setTimeout(() => new Owners(store, identity).asked(), 60)
  await owners.answered(run)
  // Nothing was asked: at once.
  await owners.answered(run)
  store.close()
})
