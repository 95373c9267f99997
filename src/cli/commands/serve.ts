import { spawn } from 'node:child_process'
import { dataFolder } from '../../lab/home'
import { defineCommand } from '../command'
import { EXIT } from '../terminal'

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'Offer the window in a browser on this machine, behind a token',
  options: {
    port: { type: 'integer', min: 0, max: 65_535, description: 'Port on loopback; 0: any that is free' },
    new_token: { type: 'flag', description: 'Make a new token; addresses and windows opened with the old one no longer work' },
    open: { type: 'flag', description: 'Open the address in the browser' },
  },
  run: async ({ port, new_token, open, home }, _, terminal) => {
    const { serve } = await import('../../server/serve')
    const server = await serve({ home: home ?? dataFolder(terminal.environment), port, newToken: new_token })
    terminal.out(`${server.url}\n`)
    terminal.err('Plenum is served at the address above, to this machine only. Ctrl-C ends it.\n')
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
