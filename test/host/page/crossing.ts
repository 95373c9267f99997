/* Runs in the browser, in both worlds of a page; the stand-in puts its text there. */

/** The crossing between two worlds; `mine` and `theirs` are names of events on the shared document. */
export function crossing(mine: string, theirs: string) {
  type Spec =
    | { k: 'value'; value: unknown }
    | { k: 'array'; items: Spec[] }
    | { k: 'object'; fields: Record<string, Spec> }
    | { k: 'function'; id: number }
    | { k: 'promise'; id: number }
    | { k: 'error'; message: string }
  type Detail =
    | { kind: 'expose'; key: string; api: Spec }
    | { kind: 'call'; call: number; fn: number; args: Spec[] }
    | { kind: 'return'; call: number; ok: boolean; result: Spec }
    | { kind: 'settle'; promise: number; ok: boolean; result: Spec }
  let next = 1
  const functions: ((...args: unknown[]) => unknown)[] = []
  const returns = new Map<number, { ok: boolean; result: Spec }>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()

  const tell = (detail: Detail) => document.dispatchEvent(new CustomEvent(theirs, { detail }))

  const describe = (value: unknown): Spec => {
    if (typeof value === 'function') return { k: 'function', id: functions.push(value as never) - 1 }
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the context bridge.')
    if (typeof value !== 'object' || value === null) return { k: 'value', value }
    if (Array.isArray(value)) return { k: 'array', items: value.map(describe) }
    if (value instanceof Error) return { k: 'error', message: value.message }
    if (value instanceof Promise) {
      const id = next++
      value.then(
        (result) => tell({ kind: 'settle', promise: id, ok: true, result: describe(result) }),
        (error: unknown) => tell({ kind: 'settle', promise: id, ok: false, result: describe(error) }),
      )
      return { k: 'promise', id }
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null) {
      return { k: 'object', fields: Object.fromEntries(Object.entries(value).map(([key, field]) => [key, describe(field)])) }
    }
    return { k: 'value', value }
  }

  const revive = (spec: Spec): unknown => {
    switch (spec.k) {
      case 'value':
        return spec.value
      case 'array':
        return spec.items.map(revive)
      case 'object':
        return Object.fromEntries(Object.entries(spec.fields).map(([key, field]) => [key, revive(field)]))
      case 'error':
        return new Error(spec.message)
      case 'promise':
        return new Promise((resolve, reject) => promises.set(spec.id, { resolve, reject }))
      case 'function':
        return (...args: unknown[]) => {
          const call = next++
          tell({ kind: 'call', call, fn: spec.id, args: args.map(describe) })
          const answer = returns.get(call)
          if (!answer) throw new Error('The arguments could not be cloned for the other world.')
          returns.delete(call)
          if (!answer.ok) throw revive(answer.result)
          return revive(answer.result)
        }
    }
  }

  document.addEventListener(mine, (event) => {
    const detail = (event as CustomEvent<Detail | null>).detail
    if (detail === null) return
    if (detail.kind === 'expose') {
      const api = revive(detail.api)
      if (typeof api === 'object' && api !== null) Object.freeze(api)
      Object.defineProperty(window, detail.key, { value: api, enumerable: true, configurable: false, writable: false })
    } else if (detail.kind === 'call') {
      try {
        const result = functions[detail.fn](...detail.args.map(revive))
        tell({ kind: 'return', call: detail.call, ok: true, result: describe(result) })
      } catch (error) {
        tell({ kind: 'return', call: detail.call, ok: false, result: describe(error instanceof Error ? error : new Error(String(error))) })
      }
    } else if (detail.kind === 'return') returns.set(detail.call, detail)
    else {
      const promise = promises.get(detail.promise)
      promises.delete(detail.promise)
      if (detail.ok) promise?.resolve(revive(detail.result))
      else promise?.reject(revive(detail.result))
    }
  })

  return { expose: (key: string, api: unknown) => tell({ kind: 'expose', key, api: describe(api) }) }
}
