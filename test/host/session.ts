import type { Cdp } from './cdp'
import { modelled, NotModelled } from './refuse'

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: object) => void
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean

/** Electron's names of permissions and Chromium's. */
const PERMISSIONS: Record<string, object> = {
  geolocation: { name: 'geolocation' },
  notifications: { name: 'notifications' },
  midi: { name: 'midi' },
  midiSysex: { name: 'midi', sysex: true },
  'clipboard-read': { name: 'clipboard-read' },
  'clipboard-sanitized-write': { name: 'clipboard-write' },
  'idle-detection': { name: 'idle-detection' },
  'storage-access': { name: 'storage-access' },
}

const handlers: { request: RequestHandler | null; check: CheckHandler | null; device: ((details: object) => boolean) | null } = {
  request: null,
  check: null,
  device: null,
}

/** Asks main's handlers for every permission and tells Chromium what they said, so that pages meet it. */
export async function applyPermissions(cdp: Cdp, contents: unknown, origin: string, chromiumOrigin: string): Promise<void> {
  if (!handlers.request || !handlers.check) throw new NotModelled('a session without both permission handlers')
  if (handlers.device?.({ deviceType: 'hid', origin, device: {} })) throw new NotModelled('a device permission that is granted')
  for (const [permission, descriptor] of Object.entries(PERMISSIONS)) {
    const requested = await new Promise<boolean>((resolve) =>
      handlers.request?.(contents, permission, resolve, { requestingUrl: `${origin}/` }),
    )
    const checked = handlers.check(contents, permission, origin, {})
    if (requested !== checked) throw new NotModelled(`request and check handlers that differ over ${permission}`)
    await cdp.send('Browser.setPermission', { permission: descriptor, setting: requested ? 'granted' : 'denied', origin: chromiumOrigin })
  }
}

export const session = modelled('session', {
  defaultSession: modelled('session.defaultSession', {
    setPermissionRequestHandler(handler: RequestHandler) {
      handlers.request = handler
    },
    setPermissionCheckHandler(handler: CheckHandler) {
      handlers.check = handler
    },
    setDevicePermissionHandler(handler: (details: object) => boolean) {
      handlers.device = handler
    },
  }),
})
