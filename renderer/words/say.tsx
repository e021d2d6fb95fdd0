import { createContext, use, type ReactNode } from 'react'
import { explainError, fill, type ErrorText, type Language, type Term } from '../../shared/words/index.ts'
import { describeThrown, type ErrorParams } from '../../shared/model/index.ts'
import { remedyTexts } from './remedies.ts'

const LanguageContext = createContext<Language>('vi')

/** The language of everything below it. */
export function LanguageProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }): ReactNode {
  return <LanguageContext value={language}>{children}</LanguageContext>
}

/** Says a term in the officer's language; `{name}` places are filled. */
export type Say = (term: Term, params?: ErrorParams) => string

/** How this page says things. */
export function useSay(): Say {
  const language = use(LanguageContext)
  return (term, params = {}) => fill(term[language], params)
}

export function useLanguage(): Language {
  return use(LanguageContext)
}

/**
 * The three sentences of anything thrown, for somebody at the screen: where the general text names a command, the screen's own
 * way to do it stands in its place.
 */
export function explainThrown(thrown: unknown, language: Language): ErrorText {
  const { code, params } = describeThrown(thrown)
  const text = explainError(code, params, language)
  const remedy = remedyTexts[code]
  return remedy === undefined ? text : { ...text, todo: fill(remedy[language], params) }
}
