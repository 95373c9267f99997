import { spawn } from 'node:child_process'
import { say } from '../../../../texts/lab'

/** What a program printed, once it ended well. Throws a sentence with the last of what it said where it did not, or was not there. */
export function run(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let tail = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-2000)))
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(error.code === 'ENOENT' ? say.engines.link.noProgram(command) : `${command}: ${error.message}`)),
    )
    child.on('close', (code) => {
      if (code === 0) resolve(out)
      else reject(new Error(say.engines.link.programFailed([command, ...args.slice(0, 3)].join(' '), code, lastLine(tail || out))))
    })
  })
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
