import { inject, provide, toValue, type InjectionKey, type MaybeRefOrGetter } from 'vue'

const KEY: InjectionKey<MaybeRefOrGetter<string>> = Symbol('subject of the charts')

/** Says what all charts below are of, such as the corpus: exported files and their titles name it. */
export const provideSubject = (subject: MaybeRefOrGetter<string>): void => provide(KEY, subject)

/** What the charts here are of; empty where nothing says so. */
export function useSubject(): () => string {
  const subject = inject(KEY, '')
  return () => toValue(subject)
}
