import { vi } from 'vitest'

/** Waits until `check` throws nothing any more; answers what it then answers. Longer than a busy machine takes for anything here. */
export const soon = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 20_000, interval: 20 })
