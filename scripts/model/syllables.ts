import { isVietnameseSyllable } from '../../shared/model/index.ts'

const onsets = ['b', 'c', 'ch', 'd', 'đ', 'g', 'gh', 'gi', 'h', 'k', 'kh', 'l', 'm', 'n', 'ng', 'ngh', 'nh', 'p', 'ph', 'qu', 'r', 's', 't', 'th', 'tr', 'v', 'x', '']
const rimes = `
  a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êng êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
  o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
  ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
  u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uy uya uych uynh uyt uyên uyêt uyu uơ
  ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu`.trim().split(/\s+/u)
const tones = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323']
/** Where the tone may stand in a rime: on the marked vowel, else by the count of vowels; both fashions of oa, oe, uy. */
function tonePlaces(rime: string): number[] {
  const marked = Array.from(rime).findLastIndex((letter) => 'ăâêôơư'.includes(letter))
  if (marked >= 0) return [marked]
  const vowels = Array.from(rime).flatMap((letter, index) => ('aeiouy'.includes(letter) ? [index] : []))
  if (['oa', 'oe', 'uy'].includes(rime)) return [0, 1]
  const open = 'aeiouy'.includes(rime.at(-1) ?? '')
  return [vowels[vowels.length === 3 || (vowels.length === 2 && !open) ? 1 : 0] ?? 0]
}

const toned = (text: string, place: number, tone: string): string => (text.slice(0, place + 1) + tone + text.slice(place + 1)).normalize('NFC')

/** Every syllable that Vietnamese spelling allows, lower case, sorted: more than are in use. */
export function legalSyllables(): string[] {
  const made = onsets.flatMap((onset) => rimes.flatMap((rime) => tones.flatMap((tone) => tonePlaces(rime).map((place) => onset + toned(rime, place, tone)))))
  return [...new Set(made)].filter(isVietnameseSyllable).sort()
}
