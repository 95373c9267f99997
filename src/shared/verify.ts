import { z } from 'zod'

/** What recomputing one file of reference figures found. */
const fileVerdictSchema = z.strictObject({
  file: z.string(),
  verdict: z.enum(['passed', 'failed', 'uncovered']).describe('`uncovered`: no check recomputes the file'),
  tolerance: z.number().nullable().describe('Largest relative error allowed'),
  largest: z.number().nullable().describe('Largest relative error found; null where it is none or no number'),
  where: z.string().describe('What the largest error was found in, or why the file could not be checked'),
})

export type FileVerdict = z.infer<typeof fileVerdictSchema>

/** The parity self-test: Plenum's own code against the reference figures, on the engine in use. */
export const parityReportSchema = z.strictObject({
  engine: z.string(),
  at: z.number().describe('ms since 1970'),
  files: z.array(fileVerdictSchema),
})
export type ParityReport = z.infer<typeof parityReportSchema>
