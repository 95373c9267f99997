const REBUILT = 'built anew from what lies beside the runs and corpora (plenum rebuild)'

/** Why the data folder's store cannot be opened, and what comes of building it anew. */
export const store = {
  newer: (path: string, writer: string | null, version: number, plenum: string, known: number) =>
    `The store ${path} was written by a newer Plenum${writer ? `, ${writer}` : ''} (store version ${version}); this is Plenum ${plenum} (store version ${known}). Nothing was changed. Update Plenum, or choose another data folder with PLENUM_HOME.`,
  notOurs: (path: string) =>
    `The file ${path} is not a Plenum store. Move it away, or choose another data folder with PLENUM_HOME; where it was one, have it ${REBUILT}.`,
  notWritable: (path: string, reason: string) =>
    `The store ${path} cannot be written (${reason}). Make its folder writable for your user, or choose another data folder with PLENUM_HOME.`,
  damaged: (path: string, what: string) =>
    `The store ${path} is damaged (${what}). Nothing more is written to it. Put a copy of it back, or have it ${REBUILT}; the damaged file is kept.`,
  /** What is damaged: as SQLite says it, or a row that holds no JSON. */
  badTable: (table: string, said: string) => `table ${table}: ${said}`,
  badRow: (table: string) => `table ${table}: a row cannot be read`,
  lost: (path: string, runs: number, corpora: number) =>
    `The store ${path} is missing or empty, although its data folder holds ${runs === 1 ? '1 run' : `${runs} runs`}, ${corpora === 1 ? '1 corpus' : `${corpora} corpora`} or the log of a store. Nothing was changed. Put plenum.db back, with plenum.db-wal beside it where you have that, or have it ${REBUILT}. To begin with nothing, move the whole folder away.`,
  whole: (path: string) => `The store ${path} is whole: there is nothing to build anew.`,
  nothingToRebuild: (home: string) => `The data folder ${home} holds no runs and no corpora to build a store from.`,
  interrupted: 'Its store was lost while it waited or trained.',
  leftRun: (folder: string) => `${folder} is not listed: it has no run.json that can be read.`,
  leftWithoutCorpus: (folder: string, corpus: string) => `${folder} is not listed: its corpus ${corpus} is missing.`,
  leftCorpus: (folder: string) => `${folder} is not listed: it is no whole corpus.`,
  notOpened: (path: string, reason: string) => `The store ${path} cannot be opened: ${reason}.`,
} as const
