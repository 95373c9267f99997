import { healthRulesSchema } from '../health'
import { nothing, type RequestSchemas } from './parameters'

/** The rules by which alarms are raised. */
export const HEALTH_REQUESTS = {
  'health.get': { params: nothing, result: healthRulesSchema },
  'health.set': { params: healthRulesSchema, result: healthRulesSchema },
} as const satisfies RequestSchemas
