import { findEngine } from './engines/registry'
import { forgetVerdict } from './engines/verdicts'
import type { EngineTestAnswer, EngineTestTask } from './verify/engine-test-protocol'
import { trustedEngine } from './verify/trusted-engine'

/** Entry of the process that runs one engine's self-test anew. */
process.on('message', ({ id, directory }: EngineTestTask) => {
  const answer = (failure: string | null) =>
    process.send?.({ failure } satisfies EngineTestAnswer, undefined, undefined, () => process.disconnect?.())
  forgetVerdict(directory, findEngine(id).id)
    .then(() => trustedEngine(id, directory))
    .then(
      () => answer(null),
      (error: Error) => answer(error.message),
    )
})
process.on('disconnect', () => process.exit(0))
