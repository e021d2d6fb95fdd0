import type { ReactNode } from 'react'
import type { PageLine } from '../../../shared/contract/index.ts'
import { fill, treatmentTerms } from '../../../shared/words/index.ts'
import { pageWords } from '../../words/pages.ts'
import { useLanguage, useSay } from '../../words/say.tsx'

/** What was done to a copy of the page so that it could be read, and what was measured for it. The page itself stays as it was scanned. */
export function Treatments({ page }: { readonly page: PageLine }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  if (page.treatments.length === 0) return null
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })
  const told = page.treatments.map(({ what, measured }) => fill(treatmentTerms[what][language], { measured: number.format(measured) }))
  return <p className="quiet">{say(pageWords.readFrom, { treatments: told.join('; ') })}</p>
}
