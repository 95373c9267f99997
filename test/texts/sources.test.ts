import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', '..', 'src')
const ROOMS = ['lab', 'cli', 'server', 'main', 'preload', 'shared']

/** Calls whose words a person reads. */
const SAYING = ['LabError', 'InputProblem', 'UsageError', 'DivergedError', 'notice', 'problem', 'refusal', 'refused', 'endSentence']
/** What no user can cause is an Error of the language, in plain words where it is thrown; the contract's descriptions are its documentation. */
const UNSAID = /^((Range|Type|Syntax|Shape)?Error|describe|console\.\w+|process\.stderr\.write|raw|replace|includes)$/
/** Other languages: SQL, and a line of Python. */
const PROGRAM = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|BEGIN|--|import )|\b(WHERE|ORDER BY)\b/

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression
/** What the ONNX binding says, to be known again. */
const OTHERS = ['Non tensor type']

const isText = (node: ts.Node): node is Text =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)
const wordsOf = (node: Text): string =>
  ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…')
    : node.text

const calleeOf = (node: ts.Node): string | null => {
  if (ts.isNewExpression(node)) return node.expression.getText()
  if (ts.isTaggedTemplateExpression(node)) return node.tag.getText().split('.').at(-1) ?? ''
  if (!ts.isCallExpression(node)) return null
  const name = node.expression.getText()
  return /^(console|process)\./.test(name) ? name : (name.split('.').at(-1) ?? '')
}

/** Texts of a source file that a person would read and that are not in the catalogue, with their lines. */
export function strayWords(file: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node, saying: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return
    const callee = calleeOf(node)
    if (callee !== null && UNSAID.test(callee)) return
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'citation') return
    if (isText(node)) {
      const words = wordsOf(node)
      const sentence =
        /[a-z]{2,}[,:]? [a-z]+[,:]? ….* ?[a-z]{2,}|[A-Za-z]{2,},? [a-z]+,? [a-z]+/.test(words) &&
        !PROGRAM.test(words) &&
        !OTHERS.includes(words)
      if (sentence || (saying && /[A-Za-z]{2,} |[a-z] [A-Za-z]{2,}| [a-z]{2,}/.test(words)))
        found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${words.replace(/\s+/g, ' ').slice(0, 100)}`)
    }
    // What is put into a sentence of the catalogue is a name or a value.
    const put = ts.isCallExpression(node) && /^(say|words|texts)\b/.test(node.expression.getText())
    ts.forEachChild(node, (child) => visit(child, !put && (saying || (callee !== null && SAYING.includes(callee)))))
  }
  visit(file, false)
  return found
}

const parse = (name: string, text: string) => ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)

describe('words outside of the catalogue', () => {
  test('are seen where a person would read them', () => {
    const text = [
      "throw new LabError('refused', `Run ${id} rests.`)",
      "const remark = 'Only a few sentences are left.'",
      "throw new RangeError('A width must be a whole number.')",
      "const query = 'SELECT number, name FROM runs WHERE id = ?'",
      'say.runs.closing',
    ]
    expect(strayWords(parse('a.ts', text.join('\n')))).toEqual(['1: Run … rests.', '2: Only a few sentences are left.'])
  })

  test.each(ROOMS)('are not in %s', (room) => {
    const files = readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.d)\.ts$/.test(name))
    expect(files.length).toBeGreaterThan(0)
    const stray = files.flatMap((name) =>
      strayWords(parse(name, readFileSync(join(SRC, room, name), 'utf8'))).map((text) => `${room}/${name}:${text}`),
    )
    expect(stray).toEqual([])
  })
})
