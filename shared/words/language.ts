export type Language = 'vi' | 'en'

/** One thing in both languages. */
export type Term = Readonly<Record<Language, string>>

/** Both languages of one thing, Vietnamese first. */
export const term = (vi: string, en: string): Term => ({ vi, en })
