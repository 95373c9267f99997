import { onScopeDispose, type Ref, watchEffect } from 'vue'

/**
 * Writes the height (px) that an element takes at the foot of the window into a custom property of the page, as long as the component
 * lives and the element has any, so that what must not lie under it keeps clear.
 */
export function reserveFoot(property: '--foot' | '--notices', element: Readonly<Ref<HTMLElement | undefined>>): void {
  const { style } = document.documentElement
  const write = (height: number) => (height > 0 ? style.setProperty(property, `${height}px`) : style.removeProperty(property))
  watchEffect((stop) => {
    const box = element.value
    if (!box) return write(0)
    const watcher = new ResizeObserver(() => write(box.offsetHeight))
    watcher.observe(box)
    stop(() => watcher.disconnect())
  })
  onScopeDispose(() => write(0))
}
