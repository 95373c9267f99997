/** Why the data folder's store cannot be opened. */
export const store = {
  newer: (path: string, writer: string | null, version: number, plenum: string, known: number) =>
    `The store ${path} was written by a newer Plenum${writer ? `, ${writer}` : ''} (store version ${version}); this is Plenum ${plenum} (store version ${known}). Nothing was changed. Update Plenum, or choose another data folder with PLENUM_HOME.`,
  notOurs: (path: string) => `The file ${path} is not a Plenum store. Move it away, or choose another data folder with PLENUM_HOME.`,
  notWritable: (path: string, reason: string) =>
    `The store ${path} cannot be written (${reason}). Make its folder writable for your user, or choose another data folder with PLENUM_HOME.`,
  notOpened: (path: string, reason: string) => `The store ${path} cannot be opened: ${reason}.`,
} as const
