import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node24, Refusal, ROOT, withLargePages } from '../../scripts/bootstrap.mjs'

/** The Python that is asked for, or the system's. */
export const pythonOf = (asked) => asked ?? process.env.PLENUM_PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3')

/** The version of an interpreter's PyTorch: `{ version }`, or `{ reason }` in half a sentence where it has none. */
export function findTorch(python) {
  const found = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' })
  if (found.error) return { reason: `"${python}" cannot be started (${found.error.code ?? found.error.message})` }
  if (found.status === 0) return { version: found.stdout.trim() }
  return { reason: `"${python}" cannot import torch (${found.stderr.trim().split('\n').at(-1) || `exit code ${found.status}`})` }
}

/** Runs a program to its end; answers what it wrote. */
function output(file, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(out)
      else reject(new Refusal(`"${[file, ...args].join(' ')}" ended with code ${code}: ${err.trim()}`))
    })
  })
}

const lines = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/**
 * The figures of one of the yardsticks beside this file, as Python runs it. `largePages` gives it the memory that Plenum gives its own
 * programs: half of what the reference's method takes of an evaluation is otherwise the system's handing out of small pages.
 */
export const torch = async (python, program, args, { largePages = false } = {}) =>
  lines(await output(python, [join(import.meta.dirname, program), ...args], largePages ? withLargePages() : process.env))

const plenum = (args) => output(node24(), [join(ROOT, 'out', 'main', 'cli.js'), ...args, '--json'], withLargePages())

/** The figures of one of Plenum's benches. */
export const bench = async (args) => lines(await plenum(['bench', ...args]))

/** Every engine with its state. */
export const engines = async () => JSON.parse(await plenum(['engines']))
