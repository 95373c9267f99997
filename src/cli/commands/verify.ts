import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { dataFolder, Home } from '../../lab/home'
import type { EngineVerdict } from '../../lab/verify/verify'
import { defineCommand } from '../command'
import { checkEngines } from '../arguments/engine-ids'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: say.verify.summary,
  options: {
    golden: { type: 'text', value: 'DIR', description: say.verify.options.golden },
    engine: {
      type: 'text',
      value: 'ID',
      multiple: true,
      description: say.verify.options.engine,
    },
    json: { type: 'flag', description: say.verify.options.json },
  },
  run: async ({ golden, engine, json, home }, _, terminal) => {
    if (golden === undefined) throw new UsageError(say.verify.needsGolden)
    const directory = resolve(golden)
    const status = await stat(directory).catch(() => null)
    if (!status?.isDirectory()) throw new UsageError(say.verify.noFolder(directory))
    checkEngines(engine)
    const { verifyEngines } = await import('../../lab/verify/verify')
    const engines = engine.length > 0 ? engine : ['onnx']
    const verdicts = await verifyEngines(directory, engines, new Home(home ?? dataFolder(terminal.environment)).engines)
    if (json) terminal.out(`${JSON.stringify(verdicts, null, 2)}\n`)
    else for (const verdict of verdicts) terminal.out(verdictLine(verdict, engines.length > 1))
    return verdicts.every(({ verdict }) => verdict === 'passed') ? EXIT.done : EXIT.failed
  },
})

function verdictLine({ engine, file, verdict, largest, tolerance, where }: EngineVerdict, several: boolean): string {
  const figure = largest === null ? '' : `${largest.toExponential(1)} (≤ ${tolerance!.toExponential(0)}) `
  return `${several ? engine.padEnd(20) : ''}${verdict.padEnd(10)} ${file.padEnd(34)} ${figure}${where}\n`
}
