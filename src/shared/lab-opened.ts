/** What the lab's process says first, once its store is open and it answers. */
export const LAB_OPENED = { opened: true } as const

export const isLabOpened = (message: unknown): boolean => typeof message === 'object' && message !== null && 'opened' in message
