/** Citizens and companies that do not exist: names of many peoples, personal numbers with the place code 099, which no place has. */
export interface Citizen {
  readonly kind: 'person'
  readonly name: string
  readonly id: string
  readonly sex: 'male' | 'female'
  readonly birthYear: number
}

export interface Company {
  readonly kind: 'organisation'
  readonly name: string
  readonly id: string
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Đặng', 'Vi', 'Lò', 'Giàng', 'Quàng', 'Mạc', 'Lường', 'Bế', 'Triệu', 'Hoàng', 'Nông', 'Cầm', 'Vàng', 'Phùng', 'Đỗ']
const middles = { male: ['Văn', 'Hữu', 'Đình Gia', 'Nhật', 'Quốc Lâm', 'Thanh'], female: ['Thị', 'Bảo Ngọc', 'Tuệ Minh', 'Thị Hạ', 'Minh Ánh', 'Thị Mỷ'] } as const
const givens = ['Phong', 'Tâm', 'Lam', 'Khuê', 'Châu', 'Dương', 'Sơn', 'Giang', 'Hòa', 'Thủy', 'Trung', 'Vân', 'Xuân', 'Thảo', 'Khôi', 'Đức', 'Hường', 'Quý']
const trades = ['Sao Mai', 'Mây Trắng', 'Bờ Kè', 'Nà Lình', 'Hoa Ban', 'Đá Xanh', 'Sông Trong', 'Bình Minh']
const legalForms = ['Công ty TNHH', 'Công ty TNHH MTV', 'Công ty CP', 'Hợp tác xã'] as const

/** Makes people one after the other, nobody twice. */
export class Registry {
  readonly #random: () => number
  #serial = 0

  constructor(random: () => number) {
    this.#random = random
  }

  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value {
    const value = values[Math.floor(this.#random() * values.length)]
    if (value === undefined) throw new RangeError('nothing to pick from')
    return value
  }

  chance(probability: number): boolean {
    return this.#random() < probability
  }

  citizen(told: { birthYear?: number; family?: string; sex?: Citizen['sex']; name?: string } = {}): Citizen {
    const sex = told.sex ?? this.pick(['male', 'female'] as const)
    const birthYear = told.birthYear ?? 1950 + Math.floor(this.#random() * 55)
    this.#serial += 1
    const centurySex = (birthYear < 2000 ? 0 : 2) + (sex === 'female' ? 1 : 0)
    const id = `099${centurySex}${String(birthYear % 100).padStart(2, '0')}${String(this.#serial).padStart(6, '0')}`
    const name = told.name ?? [told.family ?? this.pick(families), this.pick(middles[sex]), this.pick(givens)].join(' ')
    return { kind: 'person', name, id, sex, birthYear }
  }

  company(): Company {
    this.#serial += 1
    return { kind: 'organisation', name: `${this.pick(legalForms)} ${this.pick(trades)} ${this.pick(givens)}`, id: `09${String(this.#serial).padStart(8, '0')}` }
  }
}

/** Ông or bà. */
export const addressOf = ({ sex }: Pick<Citizen, 'sex'>): string => (sex === 'male' ? 'Ông' : 'Bà')
