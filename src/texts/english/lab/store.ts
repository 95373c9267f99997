/** Why the data folder's store cannot be opened. */
export const store = {
  newer: (path: string, writer: string | null, version: number, plenum: string, known: number) =>
    `The store ${path} was written by a newer Plenum${writer ? `, ${writer}` : ''} (store version ${version}); this is Plenum ${plenum} (store version ${known}). Nothing was changed. Update Plenum, or choose another data folder with PLENUM_HOME.`,
  notOurs: (path: string) => `The file ${path} is not a Plenum store. Move it away, or choose another data folder with PLENUM_HOME.`,
  notWritable: (path: string, reason: string) =>
    `The store ${path} cannot be written (${reason}). Make its folder writable for your user, or choose another data folder with PLENUM_HOME.`,
  damaged: (path: string, what: string) =>
    `The store ${path} is damaged (${what}). Nothing more is written to it. Put a copy of it back, or save what can be read of it with the program sqlite3: sqlite3 plenum.db .recover | sqlite3 saved.db, then put saved.db in its place. The checkpoints in its folder runs are not touched by this.`,
  /** What is damaged: as SQLite says it, or a row that holds no JSON. */
  badTable: (table: string, said: string) => `table ${table}: ${said}`,
  badRow: (table: string) => `table ${table}: a row cannot be read`,
  lost: (path: string, runs: number, corpora: number) =>
    `The store ${path} is missing or empty, although its data folder holds ${runs === 1 ? '1 run' : `${runs} runs`}, ${corpora === 1 ? '1 corpus' : `${corpora} corpora`} or the log of a store. Nothing was changed. Put plenum.db back, with plenum.db-wal beside it where you have that; to begin anew, move the whole folder away.`,
  notOpened: (path: string, reason: string) => `The store ${path} cannot be opened: ${reason}.`,
} as const
