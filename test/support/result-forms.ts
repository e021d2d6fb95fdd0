import { body, head, numberAndDate, page, signature, textMiddle, type BuiltPage } from '../unit/extract/page-builder.ts'
import { addressOf, type Citizen, type Company } from './citizens.ts'

/** What a form prints of a person: the number may be missing, or another than the person's. */
export type Printed = Pick<Citizen, 'name' | 'sex' | 'birthYear'> & { readonly id: string | null }

function form(number: string, title: string, lines: readonly string[]): BuiltPage {
  return page(
    head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), numberAndDate(`Số: ${number}`, 'Đồng Mây, ngày 03 tháng 11 năm 2026'),
    { text: title, top: 400, centre: textMiddle }, body(520, ...lines), signature(1800, ['CHỦ TỊCH'], 'Triệu Nguyên Bách Thảo'),
  )
}

const capitals = (text: string): string => text.toLocaleUpperCase('vi')
const lower = (person: Printed): string => addressOf(person).toLocaleLowerCase('vi')
const numbered = ({ id }: Printed): string[] => (id === null ? [] : [`Giấy tờ tùy thân: Căn cước số ${id}`])
const born = ({ birthYear }: Printed): string => `Ngày, tháng, năm sinh: 12/03/${birthYear}`

/** A building permit: all names, then all numbers. */
export function permit(owners: readonly Printed[]): BuiltPage {
  const numbers = owners.flatMap(({ id }) => id ?? [])
  return form('112/GPXD', 'GIẤY PHÉP XÂY DỰNG', [
    `1. Cấp cho: ${owners.map((owner, index) => `${index === 0 ? addressOf(owner) : lower(owner)} ${owner.name}`).join(' và ')}.`,
    ...(numbers.length === 0 ? [] : [`Số định danh cá nhân: ${numbers.join('; ')}.`]),
    '2. Được phép xây dựng công trình: nhà ở riêng lẻ,', 'theo thiết kế do Công ty TNHH Tư vấn Kè Đá lập, mã số doanh nghiệp 0900000001.',
  ])
}

/** The same where each number stands behind its name. */
export function permitWithNumbersBehindNames(owners: readonly Printed[]): BuiltPage {
  return form('113/GPXD', 'GIẤY PHÉP XÂY DỰNG', [
    ...owners.map((owner, index) => `${index === 0 ? 'Cấp cho: ' : ''}${addressOf(owner)} ${owner.name}, CCCD số ${owner.id ?? ''}`),
    'Được phép xây dựng công trình: nhà ở riêng lẻ.',
  ])
}

/** A permit of old, with a card's nine digits. */
export function oldPermit(owner: Printed, card: string): BuiltPage {
  return form('15/GPXD', 'GIẤY PHÉP XÂY DỰNG', [`Cấp cho: ${addressOf(owner)} ${owner.name}.`, `Giấy chứng minh nhân dân số: ${card}, cấp ngày 04/05/2009.`])
}

export function householdBusiness(owner: Printed): BuiltPage {
  return form('27/GCN', 'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH', [
    `Mã số hộ kinh doanh: ${owner.id ?? ''}`, '1. Tên hộ kinh doanh: HỘ KINH DOANH TẠP HÓA MÂY TRẮNG', '4. Vốn kinh doanh: 150.000.000 đồng',
    `5. Chủ hộ: ${capitals(owner.name)}, sinh 12/03/${owner.birthYear}, số định danh ${owner.id ?? ''}`,
  ])
}

/** Names the dead and, as some forms do, who asked for the extract. */
export function deathExtract(deceased: Printed, requester: Printed | null): BuiltPage {
  return form('37/TLKT-BS', 'TRÍCH LỤC KHAI TỬ', [
    `Họ, chữ đệm, tên: ${capitals(deceased.name)}`, born(deceased), ...numbered(deceased), 'Đã chết vào lúc: 04 giờ 20 phút, ngày 29 tháng 10 năm 2026',
    ...(requester === null ? [] : [`Người yêu cầu: ${requester.name}, số định danh cá nhân ${requester.id ?? ''}`]),
  ])
}

export function decision(owner: Printed): BuiltPage {
  return form('218/QĐ-UBND', 'QUYẾT ĐỊNH', [
    'Căn cứ đơn của bà Lò Thị Khác, số định danh cá nhân 099170999891;', `Điều 1. Cho phép ${lower(owner)} ${owner.name}, số định danh cá nhân`,
    `${owner.id ?? ''}, được chuyển mục đích sử dụng 120,0 m² đất.`, 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.',
  ])
}

/** A confirmation of marital status; a former spouse may have died. */
export function maritalStatus(owner: Printed, widowed: boolean): BuiltPage {
  return form('86/UBND-XNTTHN', 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', [
    `Họ, chữ đệm, tên: ${capitals(owner.name)}`, born(owner), ...numbered(owner),
    widowed ? 'Tình trạng hôn nhân: Đã có vợ (chồng), người này đã chết theo Trích lục khai tử số 37.' : 'Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai.',
    'Giấy này được cấp để làm thủ tục kết hôn với anh Cầm Nhật Trường Giang, 099096999017.',
  ])
}

export function letter(addressee: Printed): BuiltPage {
  return form('431/UBND-KTHTĐT', '', [`Kính gửi: ${addressOf(addressee)} ${addressee.name}, tổ dân phố 7`, 'Số định danh của người liên hệ: 099181999356'])
}

export function birthCertificate(child: Printed, mother: Printed, father: Printed | null): BuiltPage {
  return form('15/GKS', 'GIẤY KHAI SINH', [
    `Họ, chữ đệm, tên: ${capitals(child.name)}`, born(child), ...(child.id === null ? [] : [`Số định danh cá nhân: ${child.id}`]),
    `Họ, chữ đệm, tên người mẹ: ${capitals(mother.name)}`, ...numbered(mother),
    ...(father === null ? [] : [`Họ, chữ đệm, tên người cha: ${capitals(father.name)} (đã chết)`, ...numbered(father)]),
    `Họ, chữ đệm, tên người đi khai sinh: ${capitals(mother.name)}`, ...numbered(mother),
  ])
}

export function enterpriseCertificate(company: Company, representative: Printed): BuiltPage {
  return form('09/GCN', 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', [
    `Mã số doanh nghiệp: ${company.id}`, `Tên công ty viết bằng tiếng Việt: ${capitals(company.name)}`, 'Người đại diện theo pháp luật:',
    `Họ và tên: ${capitals(representative.name)}`, `Số định danh cá nhân: ${representative.id ?? ''}`,
  ])
}

/** A notice that names nobody, with a number on it. */
export function notice(): BuiltPage {
  return form('12/TB-UBND', 'THÔNG BÁO', ['Về việc niêm yết công khai danh mục thủ tục hành chính.', 'Liên hệ số định danh cá nhân 099181999356, điện thoại 0900 000 031.'])
}
