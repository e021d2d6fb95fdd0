import { commandTexts, type CommandText, type Language } from '../shared/words/index.ts'

/** The language of this run: `--lang`, else Vietnamese. */
export function chooseLanguage(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const value = at < 0 ? undefined : args[at]?.split('=')[1] ?? args[at + 1]
  return value === 'en' ? 'en' : 'vi'
}

/** Texts of the command line in one language. */
export function texts(language: Language): (key: CommandText, params?: Readonly<Record<string, string | number>>) => string {
  return (key, params = {}) => commandTexts[key][language].replace(/\{(\w+)\}/gu, (whole, name: string) => String(params[name] ?? whole))
}
