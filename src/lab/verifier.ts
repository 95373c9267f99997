import { createEngine } from './engines/registry'
import type { VerifierAnswer, VerifierTask } from './verify/verifier-protocol'
import { verifyGolden } from './verify/verify'

/** Entry of the process that runs the parity self-test, so that the lab goes on answering. */
process.on('message', ({ golden, engine, engines }: VerifierTask) => {
  const answer = (said: VerifierAnswer) => process.send?.(said, undefined, undefined, () => process.disconnect?.())
  createEngine(engine, engines)
    .then((created) => verifyGolden(golden, created))
    .then(
      (files) => answer({ files }),
      (error: unknown) => answer({ failure: error instanceof Error ? error.message : String(error) }),
    )
})
process.on('disconnect', () => process.exit(0))
