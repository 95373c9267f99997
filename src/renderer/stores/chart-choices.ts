import { defineStore } from 'pinia'
import { z } from 'zod'
import { useRemembered } from './remembered'

/** What is read of a curve where no hairline stands. */
export const READINGS = ['last', 'best', 'min', 'max'] as const

const choicesSchema = z.object({
  log: z.object({ x: z.boolean(), y: z.boolean() }).catch({ x: false, y: false }),
  reading: z.enum(READINGS).catch('last'),
})

/** How the live charts are drawn and read. */
export const useChartChoices = defineStore('chart choices', () => {
  const kept = useRemembered('charts', choicesSchema, choicesSchema.parse({}))
  return { kept }
})
