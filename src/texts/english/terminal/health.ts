/** `plenum health`. */
export const health = {
  options: {
    set: 'Set thresholds, for example hole.joint_kl=2 or pause=yes',
    reset: 'Go back to the defaults, before what --set says',
    json: 'Print the thresholds as JSON on stdout',
  },
  heads: ['Threshold', 'Value', 'Range', 'Meaning'],
  summary: 'Show or set the thresholds of the health alarms, which hold from the next epoch on',
  unknown: (known: string, pair: string) => `--set knows ${known}; for example --set hole.joint_kl=2, not "${pair}".`,
  yesOrNo: (name: string, text: string) => `--set ${name} must be yes or no, not "${text}".`,
} as const
