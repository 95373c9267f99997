import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Whether a disk of a few MiB can be mounted here: a right of Linux's root. */
export const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && mounts()
/** What a skipped test says. */
export const NO_MOUNT = 'needs the right to mount a small disk (root on Linux)'

/** A folder on a disk of its own of so many MiB, gone after the test. */
export function smallDisk(mebibytes: number): { folder: string; remount: (options: 'ro' | 'rw') => void } {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return { folder, remount: (options) => void execFileSync('mount', ['-o', `remount,${options}`, folder]) }
}

/** Fills a disk to the last page and answers the way to free it. */
export function fill(folder: string): () => void {
  const path = join(folder, 'ballast')
  try {
    for (let i = 0; ; i++) writeFileSync(path, Buffer.alloc(i % 2 === 0 ? 65536 : 4096), { flag: 'a' })
  } catch {
    // Full.
  }
  return () => rmSync(path)
}

function mounts(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
