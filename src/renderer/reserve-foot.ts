import { onScopeDispose, type Ref, watchEffect } from 'vue'

/**
 * Keeps room for an element at the foot of the window: its height (px) stands in a custom property of the page, which scrolled places
 * and notices read, and which goes with the element or its component.
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
