/**
 * Phrases of administrative Vietnamese whose letters, tones aside, mean nothing else in offices' papers
 * (written by hand on 2026-11-22). They mend tones that OCR loses: `tổ chúc thục hiện` is `tổ chức thực hiện`.
 * Modern placing of tones (`hóa`, `ủy`) as in Decree 30/2020.
 */
export const administrativePhrases: readonly string[] = `
ủy ban nhân dân; hội đồng nhân dân; chủ tịch ủy ban; phó chủ tịch; thủ tướng chính phủ; văn phòng chính phủ; bộ trưởng; thứ trưởng; thành phố; thị xã; thị trấn
tổ quốc; mặt trận tổ quốc; việt nam; quốc gia; quốc hội; quốc phòng; quốc tế; nhà nước; trung ương; địa phương; cơ quan; tổ chức; cá nhân; đơn vị; doanh nghiệp
đoàn thể; công dân; nhân dân; hộ gia đình; hộ kinh doanh; người dân; cán bộ; công chức; viên chức; người lao động; lao động; thương binh; xã hội; bảo hiểm xã hội; bảo hiểm y tế
sửa đổi, bổ sung một số điều; bổ sung một số; thay thế; bãi bỏ; hủy bỏ; thu hồi; ban hành; quy định; quy chế; quy trình; quy hoạch; kế hoạch; chương trình; đề án; dự án
phương án; báo cáo; thông báo; công bố; công khai; hướng dẫn; chỉ đạo; chỉ thị; nghị định; nghị quyết; quyết định; thông tư; công văn; tờ trình; văn bản; dự thảo
góp ý; lấy ý kiến; cho ý kiến; thẩm định; phê duyệt; phê chuẩn; chấp thuận; cho phép; đề nghị; kiến nghị; đề xuất; triển khai; thực hiện; tổ chức thực hiện; thi hành; thi hành án
phối hợp; chủ trì; tăng cường; đẩy mạnh; nâng cao; hiệu quả; chất lượng; bảo đảm; đảm bảo; an toàn; an ninh; trật tự; giao thông; an toàn giao thông; trật tự xã hội; phòng cháy; chữa cháy
phòng, chống; phòng chống; thiên tai; lụt bão; bão lũ; dịch bệnh; khủng bố; rửa tiền; tài trợ; tham nhũng; tiêu cực; lãng phí; tiết kiệm; tội phạm; ma túy; cứu nạn; cứu hộ; khắc phục hậu quả
cải cách; thủ tục; hành chính; thủ tục hành chính; cải cách hành chính; kiểm soát thủ tục; một cửa; liên thông; dịch vụ công; trực tuyến; chuyển đổi số; công nghệ; thông tin; truyền thông; viễn thông; công ích
hồ sơ; kết quả; giải quyết; tiếp nhận; trả kết quả; trả lời; đơn; khiếu nại; tố cáo; phản ánh; thanh tra; kiểm tra; giám sát; kiểm soát; kiểm toán; kiểm định; đánh giá; xếp loại; tổng kết; sơ kết
nhiệm vụ; nhiệm kỳ; chức vụ; chức năng; quyền hạn; cơ cấu; bộ máy; biên chế; tuyển dụng; bổ nhiệm; miễn nhiệm; điều động; luân chuyển; khen thưởng; kỷ luật; thi đua; bầu cử; đại biểu; đại hội; hội nghị
hội thảo; tập huấn; đào tạo; bồi dưỡng; giáo dục; học sinh; sinh viên; giáo viên; trường học; kỳ thi; tốt nghiệp; trung học phổ thông; trung học cơ sở; tiểu học; mầm non; tuyển sinh; đại học; nghề nghiệp; năm học; nghỉ hè
nghỉ lễ; nghỉ tết; tết nguyên đán; ngày nghỉ; làm bù; hoán đổi; dịp nghỉ; dịp lễ; quốc khánh; giỗ tổ hùng vương; ngày chiến thắng; treo cờ; kỷ niệm; lễ hội; văn hóa; thể thao; du lịch; di tích; di sản
kinh tế; phát triển kinh tế; phát triển bền vững; đầu tư; đầu tư công; xây dựng; xây dựng cơ bản; giải phóng mặt bằng; tái định cư; bồi thường; hỗ trợ; đất đai; quyền sử dụng đất; mục đích sử dụng; chuyển mục đích; nhà ở; công trình; hạ tầng
kỹ thuật; thiết kế; thi công; giấy phép; giấy chứng nhận; đăng ký; cấp phép; gia hạn; chuyển nhượng; thế chấp; đấu giá; đấu thầu; mua sắm; tài sản; ngân sách; tài chính; kinh phí; dự toán; quyết toán; thanh toán; hóa đơn; hóa đơn điện tử; thuế
phí; lệ phí; thu nhập; thị trường; giá cả; thương mại; công thương; xuất khẩu; nhập khẩu; hải quan; ngân hàng; tín dụng; tiền tệ; chứng khoán; bất động sản; môi trường; tài nguyên; khoáng sản; nông nghiệp; nông thôn; nông thôn mới; lâm nghiệp; thủy sản; thủy lợi
chăn nuôi; trồng trọt; rừng; bảo vệ; phát triển rừng; bảo vệ môi trường; biến đổi khí hậu; nước sạch; vệ sinh; thoát nước; úng ngập; chống úng; đô thị; khu vực; nội thành; khu công nghiệp; cụm công nghiệp; khu kinh tế; địa bàn; trên địa bàn tỉnh; trên địa bàn thành phố
y tế; bệnh viện; khám bệnh; chữa bệnh; sức khỏe; dân số; trẻ em; người cao tuổi; người khuyết tật; phụ nữ; thanh niên; thiếu niên; dân tộc; tôn giáo; dân tộc thiểu số; miền núi; vùng đồng bào; biên giới; hải đảo; xóa đói; giảm nghèo; hộ nghèo; hộ cận nghèo; cận nghèo
người có công; có công với cách mạng; đối tượng; bảo trợ; bảo trợ xã hội; trợ cấp; chính sách; chế độ; tiền lương; hưu trí; việc làm; thất nghiệp; pháp luật; tư pháp; hộ tịch; chứng thực; công chứng; khai sinh; khai tử; kết hôn; hôn nhân; tình trạng; xác nhận; cư trú; tạm trú; thường trú
lý lịch tư pháp; quốc tịch; xử phạt; vi phạm; vi phạm hành chính; xử lý; cưỡng chế; tòa án; viện kiểm sát; công an; quân sự; nghĩa vụ quân sự; tuyển quân; dự bị; động viên; dân quân; tự vệ; xuất nhập cảnh; căn cước; định danh; điện tử; xác thực; dữ liệu; cơ sở dữ liệu; hệ thống; phần mềm
quản lý; vận hành; khai thác; sử dụng; cung cấp; chia sẻ; kết nối; đồng bộ; nền tảng; ứng dụng; mạng; bí mật; lưu trữ; văn thư; công tác; số hóa; chữ ký số; tiêu chuẩn; quy chuẩn; định mức; đơn giá; khung giá; bảng giá; giá đất; chỉ tiêu; mục tiêu; giải pháp; biện pháp
giai đoạn; tháng; quý; năm; định kỳ; đột xuất; khẩn cấp; cấp bách; khẩn trương; kịp thời; thời gian; thời hạn; hiệu lực; tiến độ; lộ trình; chuẩn bị; tình hình; nội dung; danh mục; danh sách; phụ lục; biểu mẫu; ý kiến; kết luận; đa phương; hợp tác; đối ngoại; quan hệ; nước ngoài
đặc thù; cơ chế; cơ chế đặc thù; thí điểm; nhân rộng; tuyên truyền; phổ biến; giáo dục pháp luật; vận động; phong trào; chủ động; tích cực; tiếp tục; trọng tâm; trọng điểm; chủ yếu; cụ thể; chi tiết; điều chỉnh; cập nhật; rà soát; thống kê; tổng hợp; tổng điều tra; điều tra; khảo sát
vận tải; đường bộ; đường sắt; đường thủy; hàng không; cảng hàng không; cảng biển; phương tiện; đăng ký xe; lái xe; bến xe; ô tô; xe máy; cơ giới; hàng hóa; hàng giả; gian lận; người tiêu dùng; sản xuất; sản phẩm; chế biến; thực phẩm; an toàn thực phẩm; dược phẩm; thuốc; mỹ phẩm; hóa chất
năng lượng; điện lực; xăng dầu; than; khí; nước; phân bón; giống cây trồng; thú y; kiểm dịch; quan trắc; khí tượng; thủy văn; bản đồ; đo đạc; địa chính; địa giới; đơn vị hành chính; sáp nhập; sắp xếp; tinh gọn; hoạt động; nhân sự; lãnh đạo; thường trực; thường vụ; đảng ủy; cấp ủy
vũ khí; vật liệu nổ; hủy diệt hàng loạt; phổ biến vũ khí; tài trợ khủng bố; tài trợ phổ biến; phòng thủ dân sự; phòng không; an ninh mạng; an ninh trật tự; trật tự an toàn; tai nạn; tai nạn giao thông; thương tích; đuối nước; bạo lực; bạo lực gia đình; bình đẳng giới; mua bán người
chấm dứt; tạm dừng; tạm ngừng; đình chỉ; khôi phục; giải thể; phá sản; thành lập; kiện toàn; hợp nhất; chia tách; cổ phần hóa; vốn; góp vốn; cổ phần; trách nhiệm hữu hạn; hợp tác xã; tổ hợp tác; kinh doanh; ngành nghề; điều kiện; đủ điều kiện; cơ sở; cơ sở vật chất; trang thiết bị; vật tư
`.split(/[;\n]/u).map((phrase) => phrase.trim()).filter((phrase) => phrase !== '')
