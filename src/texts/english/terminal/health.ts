import { either } from '../../intl'

/** `plenum health`. */
export const health = {
  options: {
    set: 'Set thresholds, for example hole.joint_kl=2 or pause=yes',
    reset: 'Go back to the defaults, before what --set says',
    json: 'Print the thresholds as JSON on stdout',
  },
  heads: ['Threshold', 'Value', 'Range', 'Meaning'],
  summary: 'Show or set the thresholds of the health alarms, which hold from the next epoch on',
  needsPair: (pair: string) => `--set needs name=value, for example hole.joint_kl=2, not "${pair}".`,
  unknown: (known: readonly string[], name: string, meant: string | null) =>
    `--set knows no threshold "${name}"${meant === null ? `; it knows ${either(known)}.` : `. Did you mean ${meant}?`}`,
  yesOrNo: (name: string, text: string) => `--set ${name} must be yes or no, not "${text}".`,
} as const
