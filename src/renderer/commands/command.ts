import type { Component } from 'vue'

/** Groups of the palette and of the sheet of keys, in their order. */
export const COMMAND_GROUPS = ['page', 'go', 'do', 'runs', 'corpora', 'look', 'help'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** Something a person can do by name or by key. */
export interface Command {
  /** Unique, for example `go.runs` or `run.pause:<id>`. */
  id: string
  group: CommandGroup
  title: string
  /** Said beside the title, and found by, too. */
  detail?: string
  /** More words it is found by. */
  words?: string
  /** Its keys as in keys.ts, for example `mod+k` or `g r`. */
  keys?: string
  icon?: Component
  /** It is one of many, shown only once something was typed: 1 leads to something by its name, 2 does something to it. */
  minor?: 1 | 2
  /** Whether there is something to do it to just now, where that hangs on the page as it stands. */
  when?(): boolean
  run(): unknown
}
