/** What the lab's process says first, once its store is open and it answers. */
export const LAB_OPENED = { opened: true } as const

/** Exit code of a lab that did not open because its store is lost, and that would build it anew when told to. */
export const STORE_LOST = 3
/** Tells the lab's process, by its environment, to build a lost store anew before it opens it. */
export const REBUILD = 'PLENUM_REBUILD'

export const isLabOpened = (message: unknown): boolean => typeof message === 'object' && message !== null && 'opened' in message
