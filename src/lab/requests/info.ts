import { totalmem } from 'node:os'
import { PRESETS } from '../../shared/settings'
import { reportChoice } from '../objectives/choice'
import { METHODS } from '../objectives/registry'
import { cores } from '../runs/limits'
import { VERSION } from '../version'
import type { Context, Handlers } from './context'

/** What this lab is and offers. */
export function infoRequests(
  context: Context,
): Handlers<'lab.info' | 'engines.test' | 'objectives.list' | 'objectives.check' | 'jobs.list' | 'jobs.cancel'> {
  return {
    'lab.info': async () => ({
      version: VERSION,
      home: context.home.path,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: cores(),
      memory_bytes: totalmem(),
      engines: await context.engines(),
    }),
    'engines.test': async ({ id }) => {
      await context.testEngine(id)
      return context.engines()
    },
    'objectives.list': () => [...METHODS],
    'objectives.check': ({ objective, preset, settings }) => reportChoice(objective, { ...PRESETS[preset].settings, ...settings }),
    'jobs.list': () => context.jobs.list(),
    'jobs.cancel': ({ id }) => {
      context.jobs.cancel(id)
      return null
    },
  }
}
