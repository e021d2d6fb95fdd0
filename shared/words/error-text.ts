/** What happened, why, what to do. `{name}` stands for a parameter of the error. */
export interface ErrorText {
  readonly what: string
  readonly why: string
  readonly todo: string
}

/** An error's text in every language. */
export interface ErrorTexts {
  readonly vi: ErrorText
  readonly en: ErrorText
}

export const text = (what: string, why: string, todo: string): ErrorText => ({ what, why, todo })
