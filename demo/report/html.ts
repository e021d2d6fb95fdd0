/** A piece of HTML whose texts are escaped. */
export class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

type Part = Html | string | number | null | readonly Part[]

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function sourceOf(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.source
  return typeof part === 'object' ? part.map(sourceOf).join('') : String(part).replace(/[&<>"']/gu, (letter) => escapes[letter] ?? letter)
}

/** HTML of a template: texts put in are escaped, HTML and lists of it stay, null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + sourceOf(parts[index] ?? null)).join(''))
}

/** Vietnamese with its English beside it. */
export function both(vi: string, en: string): Html {
  return html`${vi} <span lang="en" class="en">${en}</span>`
}

/** A table with a caption and headers; cells of the first column head their rows. */
export function tableOf(caption: Html, heads: readonly Part[], rows: readonly (readonly Part[])[]): Html {
  return html`<div class="wide"><table><caption>${caption}</caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

/** A digest as people compare it: its first and last eight digits, the whole in its title. */
export function digestText(digest: string | null): Html {
  return digest === null ? html`–` : html`<code title="SHA-256 ${digest}">${digest.slice(0, 8)}…${digest.slice(-8)}</code>`
}
