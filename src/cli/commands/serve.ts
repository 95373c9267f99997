import { spawn } from 'node:child_process'
import { dataFolder } from '../../lab/home'
import { defineCommand } from '../command'
import { EXIT } from '../terminal'
import { say } from '../../texts/terminal'

export const serveCommand = defineCommand({
  name: 'serve',
  summary: say.serve.summary,
  options: {
    port: { type: 'integer', min: 0, max: 65_535, description: say.serve.options.port },
    new_token: { type: 'flag', description: say.serve.options.new_token },
    open: { type: 'flag', description: say.serve.options.open },
  },
  run: async ({ port, new_token, open, home }, _, terminal) => {
    const { serve } = await import('../../server/serve')
    const server = await serve({ home: home ?? dataFolder(terminal.environment), port, newToken: new_token })
    terminal.out(`${server.url}\n`)
    terminal.err(`${say.serve.served}\n`)
    if (open) openBrowser(server.url)
    const { promise, resolve } = Promise.withResolvers<void>()
    const ignore = terminal.onInterrupt(() => resolve())
    await promise
    await server.close()
    ignore()
    return EXIT.done
  },
})

/** Opens the platform's browser; where there is none, the printed address must do. */
function openBrowser(url: string): void {
  const [file, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', url]
      : process.platform === 'darwin'
        ? ['open', url]
        : ['xdg-open', url]
  const browser = spawn(file, args, { stdio: 'ignore', detached: true })
  browser.on('error', () => undefined)
  browser.unref()
}
