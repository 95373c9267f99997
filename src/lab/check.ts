import type { z } from 'zod'
import { LabError, REQUESTS, type Method } from '../shared/contract'
import { say } from '../texts/lab'

/** Checks a request; throws LabError `bad_request` naming the request and each value that does not fit. */
export function checkParams(method: string, params: unknown): { method: Method; params: unknown } {
  if (!isMethod(method)) throw new LabError('bad_request', say.process.noRequest(method))
  const parsed = REQUESTS[method].params.safeParse(params)
  if (!parsed.success) throw new LabError('bad_request', say.process.badRequest(method, sentenceOf(parsed.error)))
  return { method, params: parsed.data }
}

/** Checks an answer; one that does not fit is a fault of ours. */
export function checkResult(method: Method, result: unknown): unknown {
  const parsed = REQUESTS[method].result.safeParse(result)
  if (!parsed.success) throw new LabError('failed', say.process.badAnswer(method, sentenceOf(parsed.error)))
  return parsed.data
}

/** The issues of a schema in one line: `settings.latent: Too small: expected number to be >=2`. */
function sentenceOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length > 0 ? `${path.map(String).join('.')}: ` : ''}${message}`)
    .join('; ')
}

const isMethod = (method: string): method is Method => Object.hasOwn(REQUESTS, method)
