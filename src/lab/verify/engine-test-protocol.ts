/** What the program of an engine's self-test is told. */
export interface EngineTestTask {
  id: string
  /** Plenum's folder for engines. */
  directory: string
}

/** What it says: null where the engine passed, else why it did not, in a sentence. */
export interface EngineTestAnswer {
  failure: string | null
}
