import { say } from '../../texts/shared'
import type { ReportTable } from './table'

const SIGNS: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\{`,
  '}': String.raw`\}`,
  '&': String.raw`\&`,
  '%': String.raw`\%`,
  $: String.raw`\$`,
  '#': String.raw`\#`,
  _: String.raw`\_`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
  '|': String.raw`\textbar{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '"': "''",
  '−': '$-$',
  '±': String.raw`$\pm$`,
  '∞': String.raw`$\infty$`,
  '–': '--',
  '…': String.raw`\ldots{}`,
  β: String.raw`$\beta$`,
  γ: String.raw`$\gamma$`,
  δ: String.raw`$\delta$`,
  κ: String.raw`$\kappa$`,
  λ: String.raw`$\lambda$`,
}

/** Text as LaTeX shows it, in text mode, so that bold reaches its digits. */
export const escapeLatex = (text: string): string => [...text].map((sign) => SIGNS[sign] ?? sign).join('')

/** The report table in LaTeX with booktabs, the best of a column in bold; published rows below a rule. */
export function toLatex({ caption, columns, parts }: ReportTable): string {
  const width = columns.length + 1
  const line = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`
  const body = parts.flatMap(({ title, rows }) => [
    String.raw`    \midrule`,
    ...(title === null ? [] : [line([String.raw`\multicolumn{${width}}{l}{${escapeLatex(title)}}`])]),
    ...rows.map(({ label, cells }) => {
      const values = cells.map(({ text, best }) => (best ? String.raw`\textbf{${escapeLatex(text)}}` : escapeLatex(text)))
      return line([escapeLatex(label), ...values])
    }),
  ])
  const sources = parts.flatMap(({ title, citation }) => (citation === null ? [] : [` ${title}: ${citation}.`]))
  return [
    String.raw`% Needs \usepackage{booktabs}`,
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    String.raw`  \caption{${escapeLatex(caption + sources.join(''))}}`,
    String.raw`  \begin{tabular}{l${'r'.repeat(columns.length)}}`,
    String.raw`    \toprule`,
    line([say.comparison.method, ...columns.map(escapeLatex)]),
    ...body,
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
    '',
  ].join('\n')
}
