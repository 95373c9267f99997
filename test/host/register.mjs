import { registerHooks } from 'node:module'

/**
 * Loaded into a plain Node before Electron's main program: `electron` means the stand-in, and the stand-in's own TypeScript
 * modules find each other without extensions.
 */
const STAND_IN = new URL('electron.ts', import.meta.url).href
const FOLDER = new URL('.', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main') return { url: STAND_IN, shortCircuit: true }
    if (specifier.startsWith('./') && context.parentURL?.startsWith(FOLDER)) {
      return { url: new URL(`${specifier}.ts`, context.parentURL).href, shortCircuit: true }
    }
    return next(specifier, context)
  },
})
