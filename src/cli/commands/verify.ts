import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from '../command'
import { UsageError } from '../usage'

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: "Recompute reference figures with Plenum's own code and print the largest relative error of each file",
  options: {
    golden: { type: 'text', value: 'DIR', description: 'Folder of golden files; every one in it must be covered' },
    json: { type: 'flag', description: 'Print the result as JSON on stdout' },
  },
  run: async ({ golden, json }) => {
    if (golden === undefined) throw new UsageError('--golden is needed: the folder of golden files.')
    const directory = resolve(golden)
    const status = await stat(directory).catch(() => null)
    if (!status?.isDirectory()) throw new UsageError(`--golden must be a folder of golden files; ${directory} is none.`)
    const { runVerify } = await import('../../lab/verify/verify')
    return runVerify({ directory, json })
  },
})
