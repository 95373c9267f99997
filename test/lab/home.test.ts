import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { dataFolder } from '../../src/lab/home'

test.each([
  [{ PLENUM_HOME: '/data/p' }, 'linux', resolve('/data/p')],
  [{}, 'linux', join('/u', '.local', 'share', 'plenum')],
  [{ XDG_DATA_HOME: '/x' }, 'linux', join('/x', 'plenum')],
  [{}, 'darwin', join('/u', 'Library', 'Application Support', 'Plenum')],
  [{ APPDATA: '/roaming' }, 'win32', join('/roaming', 'Plenum')],
] as const)('%j on %s: %s', (environment, platform, folder) => {
  expect(dataFolder(environment as NodeJS.ProcessEnv, platform, '/u')).toBe(folder)
})
