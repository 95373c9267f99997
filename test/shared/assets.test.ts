import { describe, expect, test } from 'vitest'
import { assetPath, CONTENT_SECURITY_POLICY, mediaType } from '../../src/shared/assets'

describe('assetPath', () => {
  test.each([
    ['/', 'index.html'],
    ['', 'index.html'],
    ['/runs', 'index.html'],
    ['/runs/12', 'index.html'],
    ['/assets/index-abc.js', 'assets/index-abc.js'],
    ['//assets//a.css', 'assets/a.css'],
    ['/assets/a%20b.svg', 'assets/a b.svg'],
  ])('%s means %s', (pathname, path) => {
    expect(assetPath(pathname)).toBe(path)
  })

  test.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets%2f..%2f..%2fpackage.json',
    '/..\\package.json',
    '/..%5cpackage.json',
    '/.stamp',
    '/C:/windows/win.ini',
    '/a%00.html',
    '/%E0%A4%A.html',
  ])('%s is refused', (pathname) => {
    expect(assetPath(pathname)).toBeNull()
  })
})

test('scripts come from the own origin only and nothing is evaluated', () => {
  const scripts = CONTENT_SECURITY_POLICY.split('; ').find((directive) => directive.startsWith('script-src'))
  expect(scripts).toBe("script-src 'self'")
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
})

test('unknown files are bytes, known ones have their type', () => {
  expect(mediaType('a/b.JS')).toBe('text/javascript; charset=utf-8')
  expect(mediaType('a/b.exe')).toBe('application/octet-stream')
})
