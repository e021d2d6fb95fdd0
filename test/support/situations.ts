import type { z } from 'zod'
import type { dossierShape } from '../../shared/contract/index.ts'
import { targetNames, type TargetName } from '../../shared/model/index.ts'
import type { BuiltPage } from '../unit/extract/page-builder.ts'
import { Registry, type Citizen, type Company } from './citizens.ts'
import {
  birthCertificate, deathExtract, decision, enterpriseCertificate, householdBusiness, letter, maritalStatus, notice, oldPermit, permit, permitWithNumbersBehindNames, type Printed,
} from './result-forms.ts'

type Dossier = z.input<typeof dossierShape>
type Told = NonNullable<Dossier['owners']>[number]
type Receiver = NonNullable<Dossier['receiver']>
type Bearer = Citizen | Company

/** A paper and what is told about it, with the truth of whose result it is. */
export interface Situation {
  readonly name: string
  readonly pages: readonly BuiltPage[]
  readonly dossier: Dossier
  /** Whose result it is. */
  readonly owners: readonly Bearer[]
  /** Of whose death the paper tells. */
  readonly deceased: Citizen | null
  readonly authorisationAttached: boolean
  readonly agreementReason: string | null
  /** Targets that must wait for a person; the others must have it. */
  readonly held: readonly TargetName[]
}

type Made = Pick<Situation, 'owners'> & { readonly paper: BuiltPage; readonly told: readonly Told[] } & Partial<Omit<Situation, 'name' | 'owners' | 'pages' | 'dossier'>> & {
  readonly receiver?: Receiver
  readonly to?: TargetName[]
  readonly agreement?: boolean
}
type Maker = (registry: Registry) => Made

const all = targetNames
const personal: readonly TargetName[] = ['kho', 'vneid']

/** An owner as a dossier tells it, in one of the spellings that mean the same. */
function spelt(registry: Registry, { kind, name, id }: Bearer): Told {
  const spelling = registry.pick<(text: string) => string>([
    (text) => text, (text) => text.normalize('NFD'), (text) => text.toLocaleUpperCase('vi'), (text) => `  ${text.replaceAll(' ', '  ')} `,
    (text) => text.replaceAll('Đ', 'Ð'), (text) => text.replace(/òa$/u, 'oà').replace(/ủy$/u, 'uỷ').replaceAll(' ', '\u00a0'),
    (text) => text.replace('TNHH', 'trách nhiệm hữu hạn').replace('MTV', 'một thành viên').replace('CP', 'cổ phần'),
  ])
  return { kind, name: spelling(name), id: kind === 'person' && registry.chance(0.3) ? id.replace(/(\d{3})(?=\d)/gu, '$1 ') : id }
}

/** A name that a machine misread, or a person mistyped, in one tone. */
function oneToneOff(name: string): string {
  const parts = name.normalize('NFD')
  const at = parts.search(/[\u0300\u0301\u0303\u0309\u0323]/u)
  return (at < 0 ? `${parts}\u0301` : `${parts.slice(0, at)}${parts[at] === '\u0301' ? '\u0300' : '\u0301'}${parts.slice(at + 1)}`).normalize('NFC')
}

const oneDigitOff = (id: string): string => `${id.slice(0, -1)}${(Number(id.slice(-1)) + 5) % 10}`

/** One of the forms that are made out to one person. */
const soleForm = (registry: Registry, owner: Printed): BuiltPage => registry.pick<(owner: Printed) => BuiltPage>([
  (one) => permit([one]), (one) => permitWithNumbersBehindNames([one]), householdBusiness, decision, (one) => maritalStatus(one, registry.chance(0.3)),
])(owner)

const jointForm = (registry: Registry, owners: readonly Printed[]): BuiltPage => registry.pick([permit, permitWithNumbersBehindNames])(owners)

/** Husband and wife, often of one family name. */
function spouses(registry: Registry): [Citizen, Citizen] {
  const family = registry.chance(0.5) ? { family: 'Nguyễn' } : {}
  return [registry.citizen({ ...family, sex: 'male' }), registry.citizen({ ...family, sex: 'female' })]
}

const child = (registry: Registry): Citizen => registry.citizen({ birthYear: 2026 })

/** Somebody authorised who comes for the paper. */
function authorised(registry: Registry): Receiver {
  const { name, id } = registry.citizen()
  return { name, id, capacity: 'authorised' }
}

/** Paper, dossier and receiver agree: all of it must arrive. */
const agreeing: Readonly<Record<string, Maker>> = {
  'one owner': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner] }
  },
  'joint owners': (registry) => {
    const owners = spouses(registry)
    return { paper: jointForm(registry, owners), told: owners.toReversed().map((owner) => spelt(registry, owner)), owners }
  },
  'namesakes as joint owners': (registry) => {
    const [one, name] = [registry.citizen({ sex: 'male' }), 'Lò Văn Hòa']
    const owners = [{ ...one, name }, registry.citizen({ sex: 'female', name: 'Lò Thị Hòa' })]
    return { paper: permit(owners), told: owners.map((owner) => spelt(registry, owner)), owners }
  },
  'a child with a number, the guardian comes': (registry) => {
    const [owner, mother] = [child(registry), registry.citizen({ sex: 'female' })]
    return {
      paper: birthCertificate(owner, mother, registry.chance(0.5) ? registry.citizen({ sex: 'male' }) : null), told: [spelt(registry, owner)], owners: [owner],
      receiver: { name: mother.name, id: mother.id, capacity: 'guardian' },
    }
  },
  'an organisation, its staff come': (registry) => {
    const [owner, staff] = [registry.company(), registry.citizen()]
    return {
      paper: enterpriseCertificate(owner, registry.citizen()), told: [spelt(registry, owner)], owners: [owner], to: ['kho', 'chia-se'],
      receiver: { name: staff.name, id: staff.id, capacity: 'organisation staff' },
    }
  },
  'the postal service comes': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner], receiver: { name: 'Bưu cục Đồng Mây', id: null, capacity: 'postal' } }
  },
  'authorised, by an attached agreement': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner], receiver: authorised(registry), agreement: true, authorisationAttached: true }
  },
  'authorised, by an agreement that an officer saw': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner], receiver: authorised(registry), agreement: true, agreementReason: 'đã xem văn bản công chứng' }
  },
}

/** Something is swapped, missing, misread or not agreed: it must wait. */
const doubtful: Readonly<Record<string, Maker>> = {
  'another citizen’s dossier': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, registry.citizen())], owners: [owner] }
  },
  'another’s number under the right name': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [{ ...spelt(registry, owner), id: registry.citizen().id }], owners: [owner] }
  },
  'another’s name over the right number': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [{ ...spelt(registry, registry.citizen()), id: owner.id }], owners: [owner] }
  },
  'a namesake': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, registry.citizen({ name: owner.name }))], owners: [owner] }
  },
  'numbers swapped between joint owners': (registry) => {
    const [one, other] = spouses(registry)
    return { paper: jointForm(registry, [one, other]), told: [{ ...spelt(registry, one), id: other.id }, { ...spelt(registry, other), id: one.id }], owners: [one, other] }
  },
  'one of two joint owners told': (registry) => {
    const owners = spouses(registry)
    return { paper: jointForm(registry, owners), told: [spelt(registry, registry.pick(owners))], owners }
  },
  'an owner told beside the one on paper': (registry) => {
    const [owner, other] = spouses(registry)
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner), spelt(registry, other)], owners: [owner] }
  },
  'nobody told': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [], owners: [owner] }
  },
  'no number told': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [{ ...spelt(registry, owner), id: null }], owners: [owner] }
  },
  'an old card’s number told': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [{ ...spelt(registry, owner), id: '012345678' }], owners: [owner] }
  },
  'an old card’s number on paper': (registry) => {
    const owner = registry.citizen()
    return { paper: oldPermit(owner, '012345678'), told: [{ ...spelt(registry, owner), id: registry.pick([owner.id, '012345678']) }], owners: [owner] }
  },
  'no number on paper': (registry) => {
    const owner = registry.citizen()
    return { paper: letter(owner), told: [spelt(registry, owner)], owners: [owner] }
  },
  'nobody on paper': (registry) => {
    const owner = registry.citizen()
    return { paper: notice(), told: [spelt(registry, owner)], owners: [owner] }
  },
  'a tone misread on paper': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, { ...owner, name: oneToneOff(owner.name) }), told: [spelt(registry, owner)], owners: [owner] }
  },
  'a digit misread on paper': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, { ...owner, id: oneDigitOff(owner.id) }), told: [spelt(registry, owner)], owners: [owner] }
  },
  'the heir of the deceased': (registry) => {
    const [deceased, heir] = [registry.citizen({ birthYear: 1941 }), registry.citizen()]
    return { paper: deathExtract(deceased, registry.chance(0.5) ? heir : null), told: [spelt(registry, heir)], owners: [heir], deceased }
  },
  'the deceased told as owner': (registry) => {
    const [deceased, heir] = [registry.citizen({ birthYear: 1941 }), registry.citizen()]
    return { paper: deathExtract(deceased, heir), told: [spelt(registry, deceased)], owners: [heir], deceased }
  },
  'the heir told with the number of the deceased': (registry) => {
    const [deceased, heir] = [registry.citizen({ birthYear: 1941 }), registry.citizen()]
    return { paper: deathExtract(deceased, heir), told: [{ ...spelt(registry, heir), id: deceased.id }], owners: [heir], deceased }
  },
  'the authorised told as owner': (registry) => {
    const [owner, lawyer] = [registry.citizen(), registry.citizen()]
    return {
      paper: soleForm(registry, owner), told: [spelt(registry, lawyer)], owners: [owner], receiver: { name: lawyer.name, id: lawyer.id, capacity: 'authorised' }, agreement: true, authorisationAttached: true,
    }
  },
  'authorised, nothing said of an agreement': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner], receiver: authorised(registry), authorisationAttached: registry.chance(0.5), held: personal }
  },
  'authorised, an agreement that nobody saw': (registry) => {
    const owner = registry.citizen()
    return { paper: soleForm(registry, owner), told: [spelt(registry, owner)], owners: [owner], receiver: authorised(registry), agreement: true, held: personal }
  },
  'the representative told for the organisation': (registry) => {
    const [owner, representative] = [registry.company(), registry.citizen()]
    return { paper: enterpriseCertificate(owner, representative), told: [spelt(registry, representative)], owners: [owner], to: ['kho'] }
  },
  'a branch told for the organisation': (registry) => {
    const owner = registry.company()
    return { paper: enterpriseCertificate(owner, registry.citizen()), told: [{ ...spelt(registry, owner), id: `${owner.id}-001` }], owners: [owner], to: ['kho', 'chia-se'] }
  },
  'VNeID asked for an organisation': (registry) => {
    const owner = registry.company()
    return { paper: enterpriseCertificate(owner, registry.citizen()), told: [spelt(registry, owner)], owners: [owner], held: ['vneid'] }
  },
  'a household business told for its owner': (registry) => {
    const owner = registry.citizen()
    return { paper: householdBusiness(owner), told: [{ kind: 'organisation', name: 'Hộ kinh doanh Tạp hóa Mây Trắng', id: owner.id }], owners: [owner] }
  },
  'a child without a number': (registry) => {
    const [owner, mother] = [child(registry), registry.citizen({ sex: 'female' })]
    return { paper: birthCertificate({ ...owner, id: null }, mother, null), told: [{ ...spelt(registry, owner), id: registry.chance(0.5) ? null : mother.id }], owners: [owner] }
  },
  'the mother told for the child': (registry) => {
    const [owner, mother] = [child(registry), registry.citizen({ sex: 'female' })]
    return { paper: birthCertificate({ ...owner, id: registry.chance(0.5) ? owner.id : null }, mother, null), told: [spelt(registry, mother)], owners: [owner] }
  },
}

function situationOf(name: string, registry: Registry, make: Maker, agrees: boolean): Situation {
  const { paper, told, receiver, to, agreement, held, ...rest } = make(registry)
  const deliverTo = to ?? registry.pick<readonly TargetName[]>([['kho'], ['kho'], ['kho', 'vneid'], ['kho', 'vneid', 'chia-se']])
  return {
    deceased: null, authorisationAttached: false, agreementReason: null, ...rest,
    name,
    pages: [paper],
    dossier: { owners: [...told], deliverTo: name.startsWith('VNeID') ? ['kho', 'vneid'] : [...deliverTo], ...(receiver === undefined ? {} : { receiver }), ...(agreement === undefined ? {} : { agreement }) },
    held: agrees ? [] : held ?? all,
  }
}

/** `count` situations, always the same for a seed: about half agree in everything, each of the others has its own doubt. */
export function situations(count: number, random: () => number): Situation[] {
  const registry = new Registry(random)
  const [sound, unsound] = [Object.entries(agreeing), Object.entries(doubtful)]
  return Array.from({ length: count }, (_, index) => {
    const [kinds, agrees] = index % 2 === 0 ? [sound, true] as const : [unsound, false] as const
    const [name, make] = kinds[Math.floor(index / 2) % kinds.length] ?? registry.pick(kinds)
    return situationOf(name, registry, make, agrees)
  })
}
