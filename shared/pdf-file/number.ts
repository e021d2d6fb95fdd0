/** A number as PDF content wants it: at most `digits` decimals, no exponent, no trailing zeros (ISO 32000-1 7.3.3). */
export function pdfNumber(value: number, digits = 2): string {
  const fixed = value.toFixed(digits)
  const short = fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
  return short === '-0' ? '0' : short
}
