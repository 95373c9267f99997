import type { Alarm } from '../../shared/health'
import type { Run } from '../../shared/run'
import { say } from '../../texts/terminal'

/** An alarm of a run in one line. */
export function alarmLine({ number, name }: Pick<Run, 'number' | 'name'>, alarm: Alarm): string {
  const { title, cause, remedy, epoch, cleared_epoch, paused } = alarm
  const rests = paused && cleared_epoch === null
  return say.progress.alarm(`#${number} ${name}`, epoch, title, cause, remedy, cleared_epoch, rests)
}
