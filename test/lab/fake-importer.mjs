// Speaks the importer's protocol without reading anything. A name of "slow" waits to be cancelled, one of "broken" fails, one of "crash" dies.
import { mkdirSync, rmSync } from 'node:fs'

const statistics = { sentences: 10, tokens: 50, unknown_tokens: 0, longest: 8, lengths: [0, 10], labels: [] }
const leave = (message) => process.send(message, () => process.disconnect())
process.on('disconnect', () => process.exit(0))
process.on('message', (command) => {
  if (command.type === 'cancel') {
    return leave({ type: 'failed', code: 'failed', message: 'aborted' })
  }
  const { source, name, id, directory } = command
  mkdirSync(directory, { recursive: true })
  for (let i = 0; i < 100; i++) process.send({ type: 'progress', share: i / 100, message: 'Reading the sentences.' })
  if (name === 'slow') return
  if (name === 'crash') process.exit(9)
  if (name === 'broken') {
    rmSync(directory, { recursive: true })
    return leave({ type: 'failed', code: 'bad_request', message: 'x.txt is empty.' })
  }
  const options = {
    lower_case: false,
    max_length: 200,
    max_vocabulary: 0,
    min_count: 1,
    valid_share: 0.1,
    test_share: 0.1,
    seed: 783435,
    labelled: 'auto',
    ...command.options,
  }
  const record = {
    id,
    name: name ?? 'Some corpus',
    created_at: Date.now(),
    origin: 'sample' in source ? source.sample : source.paths[0],
    hash: 'abc',
    options,
    vocabulary_size: 20,
    labels: [],
    splits: { train: statistics, valid: statistics, test: statistics },
    remarks: [],
    statistics: null,
  }
  leave({ type: 'done', record })
})
