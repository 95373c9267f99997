/** A value of an object or a Parquet column as text; null where there is none. Lists of words are joined by blanks. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => (typeof part === 'object' ? null : asText(part)))
    return parts.every((part) => part !== null) ? parts.join(' ') : null
  }
  return null
}

/** The value of a field, of which the name may lead into objects by dots; names of theirs may hold dots too. */
export function fieldOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const outer = name.slice(0, dot)
    const inner = Object.hasOwn(object, outer) ? object[outer] : undefined
    const value = isObject(inner) ? fieldOf(inner, name.slice(dot + 1)) : undefined
    if (value !== undefined) return value
  }
  return undefined
}

/** What a field says, without blanks around it; null where there is none. */
export function wordIn(object: Readonly<Record<string, unknown>> | null, field: string | null): string | null {
  return object === null || field === null ? null : asText(fieldOf(object, field))?.trim() || null
}

/** Names of the fields that hold text, numbers or lists of words, those of inner objects with a dot. */
export function fieldNames(object: Readonly<Record<string, unknown>>, depth = 2): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (isObject(value) && depth > 1) return fieldNames(value, depth - 1).map((inner) => `${name}.${inner}`)
    return value === null || asText(value) !== null ? [name] : []
  })
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !ArrayBuffer.isView(value)
