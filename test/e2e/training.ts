import type { Page } from 'playwright-core'

/**
 * Fills the experiment so that none of its runs ends by itself while it is worked with, or not before so many epochs: as many as there may
 * be, on all sentences, and no decay of the learning rate that would end them sooner.
 */
export async function longTraining(page: Page, { epochs = '1000' } = {}): Promise<void> {
  await page.getByTestId('advanced-settings').click()
  for (const [setting, value] of Object.entries({ epochs, decay_from: '1000', train_limit: '0' }))
    await page.getByTestId(`setting-${setting}`).fill(value)
}
