import { dataFolder } from '../lab/home'
import { serve } from './serve'

/** `--port N`: 0 for any free port; without it the default, or the next that is free. */
function askedPort(args: string[]): number | undefined {
  const at = args.indexOf('--port')
  if (at === -1) return undefined
  const port = Number(args[at + 1])
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  process.stderr.write('--port must be a whole number from 0 to 65535.\n')
  process.exit(2)
}

const port = askedPort(process.argv.slice(2))
try {
  const server = await serve({ home: dataFolder(), port })
  process.stdout.write(`Plenum is at ${server.url}\n`)
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
