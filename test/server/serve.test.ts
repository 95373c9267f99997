import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type RunningServer, serve } from '../../src/server/serve'

let folder: string
let server: RunningServer
let cookie: string

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A request as raw as a stranger may send it: fetch would set Host and clean the path. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const own = () => ({ Cookie: cookie, Origin: `http://127.0.0.1:${server.port}` })

/** Opens /lab; answers the socket, or the HTTP status it was refused with. */
function openLab(headers: Record<string, string>, path = '/lab'): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-server-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<title>Plenum</title>')
  writeFileSync(join(root, 'assets', 'index-1.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  const old = join(folder, 'home', 'uploads', 'old')
  mkdirSync(old, { recursive: true })
  utimesSync(old, 1, 1)
  server = await serve({ home: join(folder, 'home'), port: 0, window: root })
  const { headers } = await ask(new URL(server.url).search ? `/${new URL(server.url).search}` : '/')
  cookie = String(headers['set-cookie']).split(';')[0]
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('who may speak', () => {
  test('the printed address is on the loopback and exchanges its token for a cookie that no script and no other site can use', async () => {
    const url = new URL(server.url)
    expect(url.hostname).toBe('127.0.0.1')
    const answer = await ask(`/${url.search}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect(String(answer.headers['set-cookie'])).not.toContain(url.searchParams.get('token'))
  })

  test.each([
    ['no cookie', {}],
    ['a wrong cookie', { Cookie: 'plenum-1=abc' }],
  ])('with %s nothing is served', async (_what, headers) => {
    const answer = await ask('/', { headers: headers as Record<string, string> })
    expect([answer.status, answer.body.includes('<title>')]).toEqual([401, false])
    expect(answer.body).toContain('open the address that Plenum printed')
  })

  test('a wrong token is no token', async () => expect((await ask('/?token=guess')).status).toBe(401))

  test.each(['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.7'])(
    'under the foreign name %s nothing is served, even with the cookie',
    async (host) => {
      expect((await ask('/', { headers: { Cookie: cookie, Host: host } })).status).toBe(421)
      expect(await openLab({ Cookie: cookie, Host: host, Origin: `http://${host}` })).toBe(403)
    },
  )

  test('a forwarded port is this machine still', async () => {
    expect((await ask('/', { headers: { Cookie: cookie, Host: 'localhost:9000' } })).status).toBe(200)
  })
})

describe('files', () => {
  test('the page comes with the security headers', async () => {
    const answer = await ask('/runs/3', { headers: own() })
    expect([answer.status, answer.body]).toEqual([200, '<title>Plenum</title>'])
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/none.js',
    '/.hidden',
  ])('%s is not found', async (path) => {
    const answer = await ask(path, { headers: own() })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  test('other methods are refused', async () => expect((await ask('/', { method: 'DELETE', headers: own() })).status).toBe(405))

  test.each(['GET //[ HTTP/1.1', 'GET http://[ HTTP/1.1', 'GET * HTTP/1.1'])(
    'a broken address (%s) is answered and the server lives',
    async (line) => {
      const first = await new Promise<string>((resolve, reject) => {
        const socket = connect(server.port, '127.0.0.1', () =>
          socket.write(`${line}\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`),
        )
        socket.once('data', (data) => resolve(String(data)))
        socket.once('error', reject)
      })
      expect(first).toMatch(/^HTTP\/1\.1 (4\d\d|200)/)
      expect((await ask('/', { headers: own() })).status).toBe(200)
    },
  )
})

describe('the lab over a WebSocket', () => {
  test('answers a request', async () => {
    const socket = (await openLab(own())) as WebSocket
    const answer = new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
    socket.send(JSON.stringify({ id: 3, method: 'runs.list', params: {} }))
    expect(await answer).toEqual({ id: 3, result: [] })
    socket.close()
  })

  test.each([
    ['without the cookie', () => ({ Origin: own().Origin })],
    ['from another site', () => ({ Cookie: cookie, Origin: 'https://evil.example' })],
    ['from another port of this machine', () => ({ Cookie: cookie, Origin: 'http://127.0.0.1:1' })],
    ['from a page without origin', () => ({ Cookie: cookie, Origin: 'null' })],
    ['with no Origin at all', () => ({ Cookie: cookie })],
  ])('is closed to a page %s', async (_who, headers) => expect(await openLab(headers() as Record<string, string>)).toBe(403))

  test('is at /lab only', async () => expect(await openLab(own(), '/other')).toBe(403))

  test.each([
    ['text that is no JSON', 'nonsense', 1007],
    ['bytes', Buffer.from([1, 2]), 1007],
    ['a message beyond the limit', 'x'.repeat(5 * 1024 ** 2), 1009],
  ])('is closed upon %s', async (_what, data, code) => {
    const socket = (await openLab(own())) as WebSocket
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send(data)
    expect(await closed).toBe(code)
  })
})

describe('uploads', () => {
  const upload = (query: string, body: string | Buffer = 'a\nb\n', headers: Record<string, string> = own()) =>
    ask(`/upload?${query}`, { method: 'POST', headers, body })

  test('the files of one batch lie in one folder, unchanged', async () => {
    const first = await upload('batch=00ff00ff&name=train.txt', 'a\nb\n')
    const second = await upload(`batch=00ff00ff&name=${encodeURIComponent('prüfung 1.txt')}`, Buffer.from([0, 255, 10]))
    const [one, two] = [first, second].map((answer) => (JSON.parse(answer.body) as { path: string }).path)
    expect(readFileSync(one, 'utf8')).toBe('a\nb\n')
    expect([...readFileSync(two)]).toEqual([0, 255, 10])
    expect(dirname(one)).toBe(dirname(two))
    expect(two.endsWith('prüfung 1.txt')).toBe(true)
  })

  test('two files of one name are told apart', async () => {
    const paths = []
    for (const text of ['1', '2']) paths.push((JSON.parse((await upload('batch=aaaaaaaa&name=a.txt', text)).body) as { path: string }).path)
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['1', '2'])
  })

  test.each(['../../../etc/passwd', '..\\..\\evil.txt', '/etc/cron.d/x', 'a/../../b.txt'])(
    'a name that climbs (%s) stays in its folder',
    async (name) => {
      const answer = await upload(`batch=bbbbbbbb&name=${encodeURIComponent(name)}`)
      const { path } = JSON.parse(answer.body) as { path: string }
      expect(dirname(path)).toBe(join(folder, 'home', 'uploads', 'bbbbbbbb'))
    },
  )

  test.each([
    'batch=00ff00ff&name=..',
    'batch=00ff00ff&name=',
    'batch=00ff00ff',
    'batch=../x&name=a.txt',
    'batch=&name=a.txt',
    'name=a.txt',
  ])('%s is refused with a sentence', async (query) => {
    const answer = await upload(query)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatch(/^(batch|name) must be .*\.\n$/)
  })

  test('a file beyond the limit is refused before it is read, and the limit is said', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(
          `POST /upload?batch=cccccccc&name=big.txt HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${own().Origin}\r\nCookie: ${cookie}\r\nContent-Length: ${5 * 1024 ** 3}\r\n\r\n`,
        ),
      )
      let text = ''
      socket.setEncoding('utf8').on('data', (data: string) => {
        text += data
        if (text.includes('GiB')) resolve(text)
      })
      socket.once('error', reject)
    })
    expect(answer).toContain('413')
    expect(answer).toContain('up to 4 GiB')
    expect(existsSync(join(folder, 'home', 'uploads', 'cccccccc', 'big.txt'))).toBe(false)
  })

  test('a broken upload leaves nothing', async () => {
    const half = join(folder, 'home', 'uploads', 'dddddddd', 'half.txt')
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(
        `POST /upload?batch=dddddddd&name=half.txt HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${own().Origin}\r\nCookie: ${cookie}\r\nContent-Length: 100\r\n\r\nhalf`,
      )
    })
    await expect.poll(() => existsSync(`${half}.part`)).toBe(true)
    socket.destroy()
    await expect.poll(() => existsSync(`${half}.part`)).toBe(false)
    expect(existsSync(half)).toBe(false)
  })

  test.each([
    ['without the cookie', () => ({ Origin: own().Origin }), 401],
    ['from another site', () => ({ Cookie: cookie, Origin: 'https://evil.example' }), 403],
    ['without an origin', () => ({ Cookie: cookie }), 403],
  ])('%s nothing is taken', async (_who, headers, status) => {
    expect((await upload('batch=eeeeeeee&name=a.txt', 'x', headers() as Record<string, string>)).status).toBe(status)
    expect(existsSync(join(folder, 'home', 'uploads', 'eeeeeeee'))).toBe(false)
  })

  test('what was dropped on earlier days is forgotten at the start', () => {
    expect(existsSync(join(folder, 'home', 'uploads', 'old'))).toBe(false)
  })
})

describe('ports', () => {
  test('a port that is taken is refused with a sentence and the lab is closed again', async () => {
    await expect(serve({ home: join(folder, 'home2'), port: server.port, window: join(folder, 'renderer') })).rejects.toThrow(
      `Port ${server.port} is taken: give another with --port, or 0 for any free one.`,
    )
  })
  test('without a port the next free one is taken', async () => {
    const one = await serve({ home: join(folder, 'home3'), window: join(folder, 'renderer') })
    const two = await serve({ home: join(folder, 'home4'), window: join(folder, 'renderer') })
    expect(one.port).toBeGreaterThanOrEqual(4747)
    expect(two.port).toBeGreaterThan(one.port)
    await Promise.all([one.close(), two.close()])
  })
})
