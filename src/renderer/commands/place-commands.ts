import { ChartSpline, Database, FlaskConical, Table2 } from '@lucide/vue'
import type { Component } from 'vue'
import type { Router } from 'vue-router'
import { PLACE_IDS, type PlaceId } from '../../shared/host'
import { texts } from '../texts'
import type { Command } from './command'

/** The picture of each place, in the rail and in the palette. */
export const PLACE_ICONS: Record<PlaceId, Component> = { corpora: Database, experiment: FlaskConical, runs: ChartSpline, compare: Table2 }

/** The second stroke after g. */
const KEYS: Record<PlaceId, string> = { corpora: 'c', experiment: 'e', runs: 'r', compare: 't' }

export const placeKeys = (place: PlaceId): string => `g ${KEYS[place]}`

/** A command for each place of the window. */
export function placeCommands(router: Router): Command[] {
  return PLACE_IDS.map((place) => ({
    id: `go.${place}`,
    group: 'go',
    title: texts.places[place],
    keys: placeKeys(place),
    icon: PLACE_ICONS[place],
    run: () => router.push({ name: place }),
  }))
}
