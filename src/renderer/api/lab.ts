import type { LabClient } from './client'

let client: LabClient | null = null

/** Sets the client that the stores use; called once at start, and by tests. */
export function provideLab(value: LabClient): void {
  client = value
}

/** The window's client. Throws when none was provided. */
export function lab(): LabClient {
  if (!client) throw new Error('provideLab was not called.')
  return client
}
