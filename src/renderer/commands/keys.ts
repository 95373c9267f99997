import { texts } from '../texts'

/**
 * Keys of a command: strokes one after another (`g r`), each with what is held down (`mod+k`; `mod` is Command on a Mac and Control
 * elsewhere). A stroke is what the key writes, in lower case, or its name (`arrowup`).
 */

const MODIFIERS = ['mod', 'alt', 'shift'] as const
type Modifier = (typeof MODIFIERS)[number]

/** How long (ms) the second stroke may take. */
export const SEQUENCE_MS = 1500

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform)

/** The stroke of a key event, as a command would write it; null for a modifier alone. */
export function strokeOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  mac = isMac(),
): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Process'].includes(event.key)) return null
  const mod = mac ? event.metaKey : event.ctrlKey
  // The other of the two makes it a key of the system or of the browser.
  if (mac ? event.ctrlKey : event.metaKey) return null
  const key = keyOf(event, mod)
  // Shift is part of what a sign is: ? is ?, on every keyboard.
  const shift = event.shiftKey && (key.length > 1 || /\p{L}|\d/u.test(key))
  return [...(mod ? ['mod'] : []), ...(event.altKey ? ['alt'] : []), ...(shift ? ['shift'] : []), key].join('+')
}

/** On keyboards of other scripts a combination goes by the place of the key. */
function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>, mod: boolean): string {
  const foreign = mod && key.length === 1 && !/[\x20-\x7e]/.test(key)
  return (foreign ? code.replace(/^(Key|Digit)/, '') : key).toLowerCase()
}

/** Whether the keys are letters or signs alone, which would also be written. */
export const isPlain = (keys: string): boolean => !keys.split(' ').some((stroke) => /^(mod|alt)\+|^f\d+$/.test(stroke))

/** The caps of the keys as they stand on the keyboard, a list for each stroke: [['Ctrl', 'K']]. */
export function capsOf(keys: string, mac = isMac()): string[][] {
  const { caps } = texts.commands
  const signs: Record<Modifier, string> = mac ? caps.mac : caps.other
  return keys.split(' ').map((stroke) => {
    const parts = stroke === '+' ? ['+'] : stroke.split('+')
    return parts.map((part) =>
      (MODIFIERS as readonly string[]).includes(part)
        ? signs[part as Modifier]
        : (caps.named[part as keyof typeof caps.named] ?? part.toUpperCase()),
    )
  })
}

/** The keys in one line, for a hint and for a screen reader: "Ctrl+K", "G then R". */
export const keysInWords = (keys: string, between: string = texts.commands.caps.then, mac = isMac()): string =>
  capsOf(keys, mac)
    .map((caps) => caps.join('+'))
    .join(` ${between} `)
