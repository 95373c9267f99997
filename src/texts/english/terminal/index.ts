import { bench } from './bench'
import { bin } from './bin'
import { common } from './common'
import { compare } from './compare'
import { continuing } from './continuing'
import { corpora } from './corpora'
import { duplicate } from './duplicate'
import { engines } from './engines'
import { evaluate } from './evaluate'
import { generate } from './generate'
import { health } from './health'
import { importing } from './importing'
import { pause } from './pause'
import { progress } from './progress'
import { rebuild } from './rebuild'
import { report } from './report'
import { resume } from './resume'
import { runs } from './runs'
import { serve } from './serve'
import { tables } from './tables'
import { tag } from './tag'
import { train } from './train'
import { usage } from './usage'
import { verify } from './verify'

/** Every word of the command line, a file a command beside what several share. */
export const english = {
  bench,
  bin,
  common,
  compare,
  continuing,
  corpora,
  duplicate,
  engines,
  evaluate,
  generate,
  health,
  importing,
  pause,
  progress,
  rebuild,
  report,
  resume,
  runs,
  serve,
  tables,
  tag,
  train,
  usage,
  verify,
} as const
