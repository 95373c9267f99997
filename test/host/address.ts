/**
 * Chromium is started without Electron's custom schemes, so `app://plenum/x` is shown to it as `https://plenum.app.invalid/x`: an
 * origin with the same rights (standard, secure, fetch), of which no request ever leaves the stand-in. Main only sees `app:`.
 */
const SUFFIX = '.app.invalid'

/** The address Chromium is given for one of Electron's. */
export function toChromium(url: string): string {
  const match = /^app:\/\/([^/?#]*)(.*)$/s.exec(url)
  return match ? `https://${match[1]}${SUFFIX}${match[2] || '/'}` : url
}

/** The address Electron would name. */
export function toElectron(url: string): string {
  const match = /^https:\/\/([^/?#:]*)\.app\.invalid(.*)$/s.exec(url)
  return match ? `app://${match[1]}${match[2]}` : url
}

/** Whether Chromium's address is one of the custom scheme. */
export const isAppAddress = (url: string) => toElectron(url) !== url
