import type { ParityReport } from '../../shared/verify'

/** What the program of the parity self-test is told. */
export interface VerifierTask {
  /** Folder of the reference figures. */
  golden: string
  engine: string
  /** Plenum's folder for engines. */
  engines: string
}

/** What it says. */
export type VerifierAnswer = { files: ParityReport['files'] } | { failure: string }
