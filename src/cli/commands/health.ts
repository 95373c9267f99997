import { DEFAULT_HEALTH_RULES, HEALTH_RULE_IDS, healthRulesSchema, type HealthRules } from '../../shared/health'
import { defineCommand } from '../command'
import { fieldsOf, type Property } from '../arguments/schema-options'
import { Session } from '../session'
import { table } from '../text/table'
import { EXIT } from '../terminal'
import { closest } from '../arguments/closest'
import { parseNumber, UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

/** Every threshold by its name, as in `hole.joint_kl`; `pause` is that of all rules. */
function thresholds(): Map<string, Property> {
  const { pause, ...rules } = fieldsOf(healthRulesSchema)
  return new Map([
    ['pause', pause],
    ...HEALTH_RULE_IDS.flatMap((id) => Object.entries(rules[id].properties ?? {}).map(([key, field]) => [`${id}.${key}`, field] as const)),
  ])
}

const SWITCHES: Readonly<Record<string, boolean>> = { yes: true, no: false, true: true, false: false, on: true, off: false }

function valueOf(rules: HealthRules, name: string): number | boolean {
  const [id, key] = name.split('.')
  return key === undefined ? rules.pause : (rules[id as (typeof HEALTH_RULE_IDS)[number]] as Record<string, number | boolean>)[key]
}

/** The rules with `name=value` pairs set; throws UsageError naming what does not fit. */
function change(rules: HealthRules, pairs: readonly string[]): HealthRules {
  const known = thresholds()
  const changed = structuredClone(rules) as HealthRules & Record<string, Record<string, unknown>>
  for (const pair of pairs) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (name === undefined) throw new UsageError(say.health.needsPair(pair))
    const field = known.get(name)
    if (!field) throw new UsageError(say.health.unknown([...known.keys()], name, closest(name, [...known.keys()])))
    const value =
      field.type === 'boolean'
        ? SWITCHES[text]
        : parseNumber(
            `--set ${name}`,
            {
              type: field.type === 'integer' ? 'integer' : 'number',
              min: field.minimum ?? 0,
              max: field.maximum ?? Number.MAX_SAFE_INTEGER,
            },
            text,
          )
    if (value === undefined) throw new UsageError(say.health.yesOrNo(name, text))
    const [id, key] = name.split('.')
    if (key === undefined) Object.assign(changed, { [id]: value })
    else changed[id][key] = value
  }
  return healthRulesSchema.parse(changed)
}

export const healthCommand = defineCommand({
  name: 'health',
  summary: say.health.summary,
  options: {
    set: { type: 'text', value: 'name=value', multiple: true, description: say.health.options.set },
    reset: { type: 'flag', description: say.health.options.reset },
    json: { type: 'flag', description: say.health.options.json },
  },
  run: ({ set, reset, json, home }, _, terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const present = await session.ask('health.get', {})
      const rules = reset || set.length > 0 ? await session.ask('health.set', change(reset ? DEFAULT_HEALTH_RULES : present, set)) : present
      if (json) terminal.out(`${JSON.stringify(rules, null, 2)}\n`)
      else {
        const rows = [...thresholds()].map(([name, { type, minimum, maximum, description }]) => {
          const value = valueOf(rules, name)
          const range = type === 'boolean' ? 'yes|no' : `${minimum}…${maximum}`
          return [name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value), range, description ?? '']
        })
        terminal.out(`${table([[...say.health.heads], ...rows], [1])}\n`)
      }
      return EXIT.done
    }),
})
