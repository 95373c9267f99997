import { computed, type ComputedRef, inject, type InjectionKey, provide, type Ref } from 'vue'

type Holder = Readonly<Ref<HTMLElement | null>>
const FLOATS: InjectionKey<Holder> = Symbol('floats')

/** Menus and hints of what is inside are drawn into this element, so that they stay in the part of the page, or in the dialog, they belong to. */
export const provideFloats = (element: Holder): void => provide(FLOATS, element)

/** Where menus and hints are drawn; undefined: at the end of the page. */
export function useFloats(): ComputedRef<HTMLElement | undefined> {
  const element = inject(FLOATS, null)
  return computed(() => element?.value ?? undefined)
}
