import { Cdp } from './cdp'
import { chromiumPath, type RunningChromium, startChromium } from './chromium'

/** The browser beneath the stand-in, once it runs. */
export interface Chrome {
  cdp: Cdp
  endpoint: string
  kill(): void
  /** A blank page for a window; the first takes the one Chromium opened with. */
  blank(): Promise<string>
}

/** Starts the browser and connects to it. */
export async function openChrome(): Promise<Chrome> {
  const chromium: RunningChromium = await startChromium(chromiumPath())
  const cdp = await Cdp.connect(chromium.endpoint)
  await cdp.send('Target.setDiscoverTargets', { discover: true })
  let first = true
  return {
    cdp,
    endpoint: chromium.endpoint,
    kill: () => chromium.kill(),
    async blank() {
      if (first) {
        first = false
        const { targetInfos } = await cdp.send<{ targetInfos: { targetId: string; type: string }[] }>('Target.getTargets')
        const page = targetInfos.find(({ type }) => type === 'page')
        if (page) return page.targetId
      }
      return (await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })).targetId
    },
  }
}
