import { z } from 'zod'

/**
 * What the window and its surroundings tell each other, beside the lab's requests: the desktop around the app's window, the browser
 * around the server's page.
 */

/** Places of the window, in the order of the rail. */
export const PLACE_IDS = ['corpora', 'experiment', 'runs', 'compare'] as const
export type PlaceId = (typeof PLACE_IDS)[number]

/** Commands of the window that a native menu offers, too. */
export const MENU_COMMANDS = [...PLACE_IDS.map((place) => `go.${place}` as const), 'help.palette', 'help.shortcuts', 'help.about'] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]

/** From the window. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    share: z.number().min(0).max(1).nullable().describe('Of everything in the queue; null where nothing is under way'),
    training: z.int().min(0).describe('Runs in training'),
    paused: z.boolean().describe('Something waits and nothing moves'),
  }),
  z.strictObject({
    kind: z.literal('notify'),
    title: z.string().max(200),
    body: z.string().max(1000),
    address: z.string().max(500).describe("Where in the window a click leads: a path of the window's router"),
  }),
  /** Files that were imported, for the list of recent ones. */
  z.strictObject({ kind: z.literal('recent'), paths: z.array(z.string().max(4096)).min(1).max(1000) }),
])
export type HostMessage = z.infer<typeof hostMessageSchema>

/** To the window. */
export type HostEvent =
  | { kind: 'command'; id: MenuCommand }
  /** Files to look into, by their paths on the lab's machine. */
  | { kind: 'files'; paths: string[] }
  | { kind: 'address'; address: string }
