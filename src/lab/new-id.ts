import { randomBytes } from 'node:crypto'

/** Id of a run or corpus: 12 hexadecimal digits, which a person can type a few of. */
export const newId = (): string => randomBytes(6).toString('hex')
