import { editDistance } from '../../model/index.ts'
import { capitalised, essence } from '../text/text-matching.ts'

/** Titles of common results as running text writes them (sector forms as known on 2026-11-22; the list only mends and cases, it forbids nothing). */
const knownTitles: readonly string[] = [
  'Giấy phép xây dựng', 'Giấy phép kinh doanh', 'Giấy phép lái xe', 'Giấy phép lao động', 'Giấy phép môi trường', 'Giấy phép quảng cáo',
  'Giấy chứng nhận đăng ký hộ kinh doanh', 'Giấy chứng nhận đăng ký doanh nghiệp', 'Giấy chứng nhận đăng ký kinh doanh',
  'Giấy chứng nhận đăng ký hợp tác xã', 'Giấy chứng nhận kết hôn', 'Giấy chứng nhận đăng ký đầu tư',
  'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất', 'Giấy chứng nhận quyền sử dụng đất',
  'Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm', 'Giấy chứng nhận đủ điều kiện kinh doanh', 'Giấy chứng tử', 'Giấy khai sinh',
  'Giấy báo tử', 'Giấy xác nhận tình trạng hôn nhân', 'Giấy xác nhận khuyết tật', 'Giấy xác nhận cư trú', 'Giấy xác nhận thông tin cư trú',
  'Trích lục khai tử', 'Trích lục khai sinh', 'Trích lục kết hôn', 'Trích lục ghi chú kết hôn', 'Trích lục ghi chú ly hôn',
  'Trích lục đăng ký giám hộ', 'Trích lục đăng ký nhận cha, mẹ, con', 'Trích lục cải chính hộ tịch', 'Trích lục bản đồ địa chính',
  'Phiếu lý lịch tư pháp số 1', 'Phiếu lý lịch tư pháp số 2', 'Phiếu lý lịch tư pháp', 'Chứng chỉ hành nghề', 'Chứng chỉ quy hoạch',
]

/** A sector form's title in sentence case; titles that are known are mended where OCR lost tones or a letter. */
export function sectorTitleInSentenceCase(capitals: string): string {
  const core = essence(capitals)
  const limit = Math.floor(core.length / 10)
  const known = knownTitles.find((title) => essence(title) === core) ?? knownTitles.find((title) => editDistance(essence(title), core, limit) <= limit)
  return known ?? capitalised(capitals.toLocaleLowerCase('vi'))
}
