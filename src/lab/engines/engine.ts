import type { Program } from '../graph'

/** Values of an input or output on the host: float tensors as Float32Array (Float64Array at that precision), int as Int32Array. */
export type HostArray = Float32Array | Float64Array | Int32Array

/**
 * The variables' values by name, row-major. The engine reads and updates them; programs compiled over one map share them. An engine
 * may keep them elsewhere between runs: see `sync` and `changed`.
 */
export type VariableStore = Map<string, Float32Array | Float64Array>

export interface CompileOptions {
  /** `float64` is for reference computations on the host's processor. */
  precision?: 'float32' | 'float64'
  /** Cross-entropy over the vocabulary works in chunks where the logits would exceed this many bytes. Default 128 MiB. */
  logitsLimit?: number
  /** Nothing changes the variables as long as the executable lives: an engine may lay them out once. Default false. */
  fixed?: boolean
}

/** A compiled program. */
export interface Executable {
  /**
   * Runs once. `feeds` holds every input, row-major; `sizes` the value of every symbolic dimension. Applies the
   * program's updates to the variable store and answers the outputs.
   */
  run(
    feeds: Readonly<Record<string, HostArray>>,
    sizes: Readonly<Record<string, number>>,
  ): Promise<Record<string, Float32Array | Float64Array>>
  release(): Promise<void>
}

/** Something that runs graphs. */
export interface Engine {
  readonly id: string
  /** Compiles a program over a store that holds each of its variables. */
  compile(program: Program, variables: VariableStore, options?: CompileOptions): Promise<Executable>
  /** Brings a store's arrays up to what runs have made of them. Absent: they always are. */
  sync?(variables: VariableStore): Promise<void>
  /** To be told when a store's arrays were changed by something other than a run. Absent: they are read at every run. */
  changed?(variables: VariableStore): void
}
