import { LabError } from '../../shared/contract'
import type { ParityReport } from '../../shared/verify'
import { askProgram } from '../runs/ask-program'
import { endSentence } from '../runs/end-sentence'
import { goldenFolder } from '../verify/golden-folder'
import type { VerifierAnswer, VerifierTask } from '../verify/verifier-protocol'
import { say } from '../../texts/lab'
import type { Context, Handlers } from './context'

/** The parity self-test: our own code against the reference figures. It lives as long as the lab; a new one takes the place of the last. */
export function verifyRequests(context: Context): Handlers<'lab.verify' | 'lab.parity'> {
  let last: ParityReport | null = null
  return {
    'lab.verify': async () => {
      const engine = (await context.engines()).find((status) => status.available)
      if (!engine) throw new LabError('refused', say.requests.noEngine)
      const task: VerifierTask = { golden: goldenFolder(), engine: engine.id, engines: context.home.engines }
      return context.jobs.start({
        kind: 'verify',
        title: say.requests.selfTest,
        message: say.requests.selfTesting,
        done: say.requests.selfTested,
        run: async (_, signal) => {
          const files = await verify(task, signal)
          last = { engine: engine.id, at: Date.now(), files }
          return null
        },
      })
    },
    'lab.parity': () => last,
  }
}

/** Recomputes in a process of its own. Throws LabError with the reason where that cannot be. */
async function verify(task: VerifierTask, signal: AbortSignal): Promise<ParityReport['files']> {
  const { answer, end } = await askProgram<VerifierTask, VerifierAnswer>('verifier.js', task, signal)
  if (!answer || 'failure' in answer) throw new LabError('failed', answer?.failure ?? endSentence(say.requests.selfTestProcess, end))
  return answer.files.map(({ file, verdict, tolerance, largest, where }) => {
    // An error that is no number cannot be written down as one.
    return { file, verdict, tolerance, largest: largest !== null && Number.isFinite(largest) ? largest : null, where }
  })
}
