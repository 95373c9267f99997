import { dataFolder } from '../lab/home'
import { say } from '../texts/server'
import { serve } from './serve'

/** `--port N`: 0 for any free port; without it the default, or the next that is free. */
function askedPort(args: string[]): number | undefined {
  const at = args.indexOf('--port')
  if (at === -1) return undefined
  const port = Number(args[at + 1])
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  process.stderr.write(`${say.badPort}\n`)
  process.exit(2)
}

const port = askedPort(process.argv.slice(2))
try {
  const server = await serve({ home: dataFolder(), port })
  process.stdout.write(`${say.at(server.url)}\n`)
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (closing) return
      closing = true
      void server.close().then(() => process.exit(0))
    })
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
