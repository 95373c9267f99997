import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The width of an element in pixels, `first` until it is known. */
export function useWidth(element: Ref<HTMLElement | undefined>, first = 800): Ref<number> {
  const width = ref(first)
  const observer = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0) width.value = contentRect.width
  })
  onMounted(() => element.value && observer.observe(element.value))
  onBeforeUnmount(() => observer.disconnect())
  return width
}
