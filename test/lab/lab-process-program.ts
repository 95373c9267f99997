/** A lab in a process of its own, with the fake worker and importer: requests come and answers go over the process's channel. */
import { LabError } from '../../src/shared/contract'
import { Lab } from '../../src/lab/lab'

export interface Ask {
  id: number
  method: string
  params: unknown
}
export type Answer = { id: number; result: unknown } | { id: number; code: string; error: string }

const [, , home, workerPath, importerPath, maxRuns] = process.argv
const say = (answer: Answer) => process.send?.(answer)
const failed = (id: number, error: unknown) =>
  say({ id, code: error instanceof LabError ? error.code : 'thrown', error: error instanceof Error ? error.message : String(error) })

Lab.open({
  home,
  workerPath,
  importerPath,
  maxRuns: Number(maxRuns),
  engines: async () => [{ id: 'onnx', title: 'Fake', version: '1', device: 'CPU', available: true, note: null }],
}).then(
  (lab) => {
    process.on('message', ({ id, method, params }: Ask) => {
      lab.handle(method, params).then(
        (result) => say({ id, result }),
        (error: unknown) => failed(id, error),
      )
    })
    process.on('disconnect', () => void lab.close().then(() => process.exit()))
    say({ id: 0, result: 'open' })
  },
  (error: unknown) => failed(0, error),
)
