import { availableParallelism, cpus } from 'node:os'

/** The processor in words, for example `CPU (AMD EPYC, 2 threads)`. */
export const processor = (): string => `CPU (${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads)`
