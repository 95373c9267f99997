import type { PresetId } from '../../shared/settings'
import type { Engine } from '../engines/engine'
import { createEngine } from '../engines/registry'
import type { ShapeOverrides } from './model'

/** What every bench of a model is told. */
export interface BenchOptions extends ShapeOverrides {
  preset: PresetId
  engine: string
  enginesDirectory: string
  /** 0: the engine's own choice. */
  threads: number
}

/** The engine that a bench asks for. */
export const benchEngine = ({ engine, enginesDirectory, threads }: BenchOptions): Promise<Engine> =>
  createEngine(engine, enginesDirectory, { threads })
