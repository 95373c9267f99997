import { flushPromises } from '@vue/test-utils'
import { soon } from '../soon'

/** Waits until something holds, and the window has taken it over. */
export async function until(condition: () => boolean): Promise<void> {
  await soon(() => {
    if (!condition()) throw new Error('Not yet.')
  })
  await flushPromises()
}
