/** Hands a file to the person: a download in the browser, the system's dialog on the desktop. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun by then; revoking at once would end it in some browsers.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A name that every file system takes: `KL weight` becomes `kl-weight`. */
export const fileStem = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-|-$/g, '') || 'plenum'
