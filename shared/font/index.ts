export { typeface, type FontSubset, type FontWeight, type Typeface } from './typeface.ts'
export { blankFont, blankFontMetrics } from './blank.ts'
