import type { Alarm } from '../shared/health'
import type { Run } from '../shared/run'

/** An alarm of a run in one line. */
export function alarmLine({ number, name }: Pick<Run, 'number' | 'name'>, alarm: Alarm): string {
  const { title, cause, remedy, epoch, cleared_epoch, paused } = alarm
  const over = cleared_epoch === null ? '' : ` Over since epoch ${cleared_epoch}.`
  const rests = paused && cleared_epoch === null ? ' The run is paused for it: end here with Ctrl-C, and "plenum resume" goes on.' : ''
  return `#${number} ${name}, epoch ${epoch}: ${title}.${over}${rests} ${cause} ${remedy}`
}
