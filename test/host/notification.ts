import { ModelledEmitter } from './emitter'
import { modelled, onlyOptions } from './refuse'

interface Options {
  title?: string
  body?: string
}

/** What was shown, oldest first. */
export const shownNotifications: StandInNotification[] = []

export class StandInNotification extends ModelledEmitter {
  readonly options: Options

  constructor(options: Options) {
    super('Notification', ['click', 'close'])
    onlyOptions('Notification', options, ['title', 'body'])
    this.options = options
  }

  show(): void {
    shownNotifications.push(this)
  }
}

export const Notification = new Proxy(StandInNotification, {
  construct: (target, [options]: [Options]) => modelled('Notification', new target(options)),
  get(target, key) {
    if (key === 'isSupported') return () => true
    if (key === 'prototype' || typeof key === 'symbol') return Reflect.get(target, key) as unknown
    throw new Error(`stand-in does not model electron.Notification.${key}`)
  },
})
