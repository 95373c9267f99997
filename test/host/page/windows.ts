/* Runs in the browser, in the page's world; the stand-in puts its text there. */

/**
 * Every way of a page to a new window ends at main's handler, of which only a denial is modelled: `window.open` answers null, and
 * links and forms aimed at another window do nothing. `asked` is the name of the event that carries the wish to the stand-in.
 */
export function refuseWindows(asked: string) {
  const ask = (url: string, name: string) =>
    document.dispatchEvent(new CustomEvent(asked, { detail: { url: new URL(url, location.href).href, name } }))
  const isOther = (target: string) => target !== '' && !/^_(self|top|parent)$/i.test(target)

  window.open = (url = 'about:blank', target = '_blank') => {
    if (isOther(target)) ask(String(url), target)
    else location.assign(url)
    return null
  }
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
    const elsewhere = link && (isOther(link.target) || event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1)
    if (!elsewhere || event.defaultPrevented) return
    event.preventDefault()
    ask(link.href, link.target)
  }
  window.addEventListener('click', follow)
  window.addEventListener('auxclick', follow)
  window.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !isOther(form.target) || event.defaultPrevented) return
    event.preventDefault()
    ask(form.action, form.target)
  })
}
