import { availableParallelism, cpus } from 'node:os'
import { say } from '../../texts/lab'

/** The processor in words, for example `CPU (AMD EPYC, 2 threads)`. */
export const processor = (): string => say.engines.devices.cpu(cpus()[0]?.model.trim() ?? null, availableParallelism())
