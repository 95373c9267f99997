import { version } from '../../package.json'

/** Plenum's version, as in package.json. */
export const VERSION: string = version
