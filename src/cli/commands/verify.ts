import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { dataFolder, Home } from '../../lab/home'
import type { FileVerdict } from '../../lab/verify/verify'
import { defineCommand } from '../command'
import { checkEngines } from '../engine-ids'
import { EXIT } from '../terminal'
import { UsageError } from '../usage'

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: "Recompute reference figures with Plenum's own code and print the largest relative error of each file",
  options: {
    golden: { type: 'text', value: 'DIR', description: 'Folder of golden files; every one in it must be covered' },
    engine: {
      type: 'text',
      value: 'ID',
      multiple: true,
      description: 'Engine to compute them on, as "plenum engines" lists them; several in turn; without it onnx',
    },
    json: { type: 'flag', description: 'Print the result as JSON on stdout' },
  },
  run: async ({ golden, engine, json, home }, _, terminal) => {
    if (golden === undefined) throw new UsageError('--golden is needed: the folder of golden files.')
    const directory = resolve(golden)
    const status = await stat(directory).catch(() => null)
    if (!status?.isDirectory()) throw new UsageError(`--golden must be a folder of golden files; ${directory} is none.`)
    checkEngines(engine)
    const { verifyEngines } = await import('../../lab/verify/verify')
    const engines = engine.length > 0 ? engine : ['onnx']
    const verdicts = await verifyEngines(directory, engines, new Home(home ?? dataFolder(terminal.environment)).engines)
    if (json) terminal.out(`${JSON.stringify(verdicts, null, 2)}\n`)
    else for (const verdict of verdicts) terminal.out(verdictLine(verdict, engines.length > 1))
    return verdicts.every(({ verdict }) => verdict === 'passed') ? EXIT.done : EXIT.failed
  },
})

function verdictLine({ engine, file, verdict, largest, tolerance, where }: FileVerdict, several: boolean): string {
  const figure = largest === null ? '' : `${largest.toExponential(1)} (≤ ${tolerance!.toExponential(0)}) `
  return `${several ? engine.padEnd(20) : ''}${verdict.padEnd(10)} ${file.padEnd(34)} ${figure}${where}\n`
}
