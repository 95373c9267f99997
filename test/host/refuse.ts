/** What the stand-in says to everything it does not model: it never answers yes to a question it does not understand. */
export class NotModelled extends Error {
  constructor(what: string) {
    super(`stand-in does not model ${what}`)
    this.name = 'NotModelled'
  }
}

/** Names that the language itself looks up on any object. */
const LANGUAGE = new Set<PropertyKey>(['then', 'toJSON', 'constructor', 'prototype', 'name', 'length'])

/** `object` as part `name` of Electron: reading or setting what it does not have throws. */
export function modelled<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      if (key in target) {
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' && !isClass(value) ? value.bind(target) : value
      }
      if (typeof key === 'symbol' || LANGUAGE.has(key)) return undefined
      throw new NotModelled(`electron.${name}.${key}`)
    },
    set(_target, key) {
      throw new NotModelled(`setting electron.${name}.${String(key)}`)
    },
  })
}

const isClass = (value: object) => /^class\b/.test(Function.prototype.toString.call(value))

/** A part of Electron of which nothing is modelled. */
export function unmodelled(name: string): never {
  const refuse = (): never => {
    throw new NotModelled(`electron.${name}`)
  }
  return new Proxy(function () {}, {
    get(_target, key) {
      if (typeof key === 'symbol' || key === 'then') return undefined
      throw new NotModelled(`electron.${name}.${key}`)
    },
    set: refuse,
    apply: refuse,
    construct: refuse,
  }) as never
}

/** Throws for every option beside those known; `where` names the call. */
export function onlyOptions(where: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) if (!known.includes(key)) throw new NotModelled(`${where} with ${key}`)
}
