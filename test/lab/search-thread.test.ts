import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { SearchThread } from '../../src/lab/search-thread'
import { sentenceQuerySchema } from '../../src/shared/corpus'
import { temporaryFolder } from './lab-fixture'

/** A searcher that answers with the text as the number of its answers so far; "wrong" is an error, "die" ends the thread. */
const PROGRAM = `
import { parentPort } from 'node:worker_threads'
let answers = 0
parentPort.on('message', ({ id, type, request }) => {
  if (type === 'forget') return parentPort.postMessage({ id, result: null })
  if (request.query.text === 'die') process.exit(3)
  if (request.query.text === 'crash') setTimeout(() => { throw new Error('out of luck') })
  else if (request.query.text === 'wrong') parentPort.postMessage({ id, code: 'not_found', error: 'There is no corpus there.' })
  else if (request.query.text !== 'silent') parentPort.postMessage({ id, result: { total: ++answers, scanned: 0, complete: true, rows: [] } })
})
`

async function open(): Promise<{ thread: SearchThread; ask: (text: string) => Promise<number> }> {
  const path = join(await temporaryFolder(), 'searcher.mjs')
  await writeFile(path, PROGRAM)
  const thread = new SearchThread(path)
  onTestFinished(() => thread.close())
  const ask = async (text: string) =>
    (await thread.search({ directory: '/x', query: sentenceQuerySchema.parse({ split: 'train', text }), offset: 0, limit: 1 })).total
  return { thread, ask }
}

it('answers in one thread, and passes errors on as they are', async () => {
  const { thread, ask } = await open()
  expect(await ask('a')).toBe(1)
  expect(await ask('b')).toBe(2)
  await expect(ask('wrong')).rejects.toMatchObject({ code: 'not_found', message: 'There is no corpus there.' })
  await thread.forget('/x')
  expect(await ask('c')).toBe(3)
})

it.each(['die', 'crash'])('says so when the thread goes (%s), and starts another with the next question', async (how) => {
  const { ask } = await open()
  expect(await ask('a')).toBe(1)
  const open_ = ask('silent')
  await expect(Promise.all([ask(how), open_])).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('Search again.') as string,
  })
  await expect(open_).rejects.toThrow('Search again.')
  expect(await ask('a')).toBe(1)
})

it('ends with the lab: what is still asked is refused', async () => {
  const { thread, ask } = await open()
  const asked = expect(ask('silent')).rejects.toThrow('Plenum is closing.')
  await thread.close()
  await asked
  await thread.forget('/x')
})
