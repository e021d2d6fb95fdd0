import type { ErrorCode } from '../model/index.ts'
import { text, type ErrorTexts } from './error-text.ts'
import { paperErrorTexts } from './paper-errors.ts'
import { templateErrorTexts } from './reading-templates.ts'
import { tokenErrorTexts } from './token-errors.ts'
import { trustErrorTexts } from './trust-errors.ts'

/** Text of every error, Vietnamese first. A code without text does not compile. */
export const errorTexts: Readonly<Record<ErrorCode, ErrorTexts>> = {
  ...paperErrorTexts,
  ...templateErrorTexts,
  ...tokenErrorTexts,
  ...trustErrorTexts,
  internal: {
    vi: text('Chương trình gặp lỗi ngoài dự kiến ({type}).', 'Đây là lỗi của chương trình, không phải của anh/chị.', 'Chạy lại lệnh; nếu còn lỗi, báo bộ phận hỗ trợ. Trang đã nhận vẫn an toàn.'),
    en: text('The program met an unexpected error ({type}).', 'This is a fault of the program, not yours.', 'Run the command again; if it persists, tell support. Captured pages are safe.'),
  },
  usage: {
    vi: text('Lệnh chưa đúng: {detail}.', 'Thiếu, thừa hoặc gõ sai tham số.', 'Xem cách dùng bằng --help.'),
    en: text('The command is not right: {detail}.', 'An argument is missing or unknown.', 'See --help.'),
  },
  invalid_params: {
    vi: text('Tham số không hợp lệ ở “{path}”.', 'Dữ liệu gửi vào không đúng mẫu của lệnh {method}.', 'Sửa giá trị rồi gửi lại.'),
    en: text('Invalid parameter at “{path}”.', 'The data does not fit the schema of {method}.', 'Correct the value and call again.'),
  },
  unknown_method: {
    vi: text('Không có lệnh “{method}”.', 'Tên này không nằm trong danh sách lệnh gọi bằng JSON.', 'Chạy “sohoa call --help” để xem danh sách.'),
    en: text('There is no method “{method}”.', 'The name is not part of the contract.', 'Run “sohoa call --help” for the list.'),
  },
  cancelled: {
    vi: text('Đã dừng theo yêu cầu.', 'Việc bị ngắt giữa chừng; những gì có trước đó vẫn nguyên.', 'Chạy lại lệnh khi cần.'),
    en: text('Stopped as asked.', 'The work was broken off; what was there before is untouched.', 'Run the command again when needed.'),
  },
  not_found: {
    vi: text('Không tìm thấy {what}.', 'Mã không có trong trạm này.', 'Xem danh sách bằng “sohoa records”.'),
    en: text('{what} was not found.', 'This station has no such item.', 'See “sohoa records”.'),
  },
  file_not_found: {
    vi: text('Không tìm thấy tệp “{file}”.', 'Tệp đã bị đổi tên, chuyển đi hoặc gõ sai đường dẫn.', 'Kiểm tra đường dẫn rồi chạy lại.'),
    en: text('File “{file}” was not found.', 'It was moved, renamed or mistyped.', 'Check the path and run again.'),
  },
  file_unreadable: {
    vi: text('Không đọc được tệp “{file}”.', 'Không có quyền đọc hoặc thiết bị lưu trữ bị lỗi ({reason}).', 'Kiểm tra quyền truy cập, sao chép tệp sang ổ khác rồi chạy lại.'),
    en: text('File “{file}” cannot be read.', 'No permission, or the disk fails ({reason}).', 'Check the permissions or copy the file elsewhere, then run again.'),
  },
  file_being_written: {
    vi: text('Tệp “{file}” đang được ghi.', 'Tệp còn đang thay đổi; máy quét hoặc chương trình khác chưa ghi xong.', 'Chờ ghi xong rồi chạy lại; chưa nhận trang nào của tệp này.'),
    en: text('File “{file}” is still being written.', 'Its size is changing: a scanner or program has not finished.', 'Wait until it is complete and run again; nothing of it was taken.'),
  },
  empty_folder: {
    vi: text('Thư mục “{file}” không có trang nào.', 'Không có tệp JPEG, PNG, TIFF hoặc PDF trong thư mục.', 'Chọn đúng thư mục chứa bản quét.'),
    en: text('Folder “{file}” holds no pages.', 'It has no JPEG, PNG, TIFF or PDF file.', 'Choose the folder with the scans.'),
  },
  empty_file: {
    vi: text('Tệp “{file}” rỗng (0 byte).', 'Bản quét chưa được ghi hoặc đã hỏng khi sao chép.', 'Quét hoặc sao chép lại tệp.'),
    en: text('File “{file}” is empty (0 bytes).', 'The scan was not written, or the copy failed.', 'Scan or copy it again.'),
  },
  upload_cut_short: {
    vi: text('Tệp “{file}” chưa tới đủ: {received}/{told} byte.', 'Việc chuyển tệp bị ngắt; không giữ lại phần nào.', 'Chọn lại tệp.'),
    en: text('File “{file}” did not arrive whole: {received} of {told} bytes.', 'Handing it in broke off; nothing of it was kept.', 'Choose the file again.'),
  },
  folder_nested: {
    vi: text('Trong thư mục còn có thư mục con “{file}”.', 'Một thư mục là một văn bản; trang nằm trong thư mục con sẽ bị sót.', 'Chuyển các trang ra ngoài, hoặc đưa từng thư mục vào riêng.'),
    en: text('The folder holds another folder, “{file}”.', 'One folder is one document; pages inside the inner folder would be missed.', 'Move the pages out, or give each folder by itself.'),
  },
  file_too_large: {
    vi: text('Tệp “{file}” quá lớn.', 'Tệp vượt giới hạn {limit} MB.', 'Tách văn bản thành nhiều tệp hoặc quét lại ở 200–300 dpi.'),
    en: text('File “{file}” is too large.', 'It exceeds the limit of {limit} MB.', 'Split the document into several files, or scan again at 200–300 dpi.'),
  },
  not_an_image: {
    vi: text('“{file}” không phải ảnh quét hoặc PDF.', 'Nội dung tệp không phải JPEG, PNG, TIFF hay PDF, dù đuôi tệp là gì.', 'Đưa vào bản quét đúng định dạng.'),
    en: text('“{file}” is not a scan or a PDF.', 'Its content is not JPEG, PNG, TIFF or PDF, whatever its name says.', 'Give a scan in one of these formats.'),
  },
  image_damaged: {
    vi: text('Ảnh bị hỏng hoặc bị cắt cụt.', 'Không giải mã được trọn vẹn trang; có thể tệp chép thiếu.', 'Quét lại trang hoặc chép lại tệp. Bản gốc đã nhận được giữ nguyên trong trạm.'),
    en: text('The image is damaged or cut short.', 'The page cannot be decoded whole; the copy may be incomplete.', 'Scan or copy it again. What was received is kept in the station.'),
  },
  image_too_large: {
    vi: text('Ảnh quá lớn.', 'Số điểm ảnh vượt giới hạn {megapixels} triệu.', 'Quét lại ở 200–300 dpi.'),
    en: text('The image is too large.', 'It has more than {megapixels} million pixels.', 'Scan again at 200–300 dpi.'),
  },
  image_unsupported: {
    vi: text('Chưa hỗ trợ kiểu ảnh này ({detail}).', 'Tệp là ảnh nhưng dùng cách nén hoặc kiểu màu ít gặp.', 'Đặt máy quét lưu thành JPEG, PNG hoặc TIFF thông thường rồi quét lại.'),
    en: text('This kind of image is not supported ({detail}).', 'It uses an unusual compression or colour form.', 'Set the scanner to ordinary JPEG, PNG or TIFF and scan again.'),
  },
  image_too_many_pages: {
    vi: text('Tệp ảnh có {pages} trang, quá giới hạn {limit}.', 'Giới hạn này bảo vệ máy trạm khỏi tệp bất thường.', 'Tách tệp thành nhiều văn bản.'),
    en: text('The image file has {pages} pages; the limit is {limit}.', 'The limit protects the workstation from abnormal files.', 'Split it into several documents.'),
  },
  pdf_damaged: {
    vi: text('Tệp PDF bị hỏng.', 'Cấu trúc tệp không đọc được trọn vẹn.', 'Quét lại hoặc xin lại tệp PDF. Bản đã nhận được giữ nguyên.'),
    en: text('The PDF is damaged.', 'Its structure cannot be read whole.', 'Scan again or ask for the file again. What was received is kept.'),
  },
  pdf_encrypted: {
    vi: text('Tệp PDF bị khóa bằng mật khẩu.', 'Không đọc và chuyển đổi được tệp bị khóa.', 'Xin bản không khóa từ nơi phát hành.'),
    en: text('The PDF is encrypted.', 'An encrypted file cannot be read and converted.', 'Ask the issuer for an unlocked copy.'),
  },
  pdf_active_content: {
    vi: text('Tệp PDF có nội dung tự chạy ({what}) nên không ký.', 'Nội dung ấy có thể tự đổi những gì hiển thị sau khi ký. Tệp giữ nguyên, chưa có gì được thêm vào.', 'Xin bản PDF không có biểu mẫu động hay mã lệnh, hoặc in ra và quét lại.'),
    en: text('The PDF has active content ({what}), so it was not signed.', 'Such content may change by itself what is shown after signing. The file is as it was; nothing was added.', 'Ask for a PDF without dynamic forms or scripts, or print it and scan it.'),
  },
  pdf_certified: {
    vi: text('Chữ ký có sẵn trong tệp PDF không cho phép ký thêm.', 'Ký thêm sẽ làm chữ ký trước thành không hợp lệ. Tệp giữ nguyên, chưa có gì được thêm vào.', 'Xin nơi phát hành bản cho phép ký thêm, hoặc lưu nguyên tệp như bản gốc điện tử.'),
    en: text('A signature in the PDF forbids further signatures.', 'Another one would make the earlier signature invalid. The file is as it was; nothing was added.', 'Ask the issuer for a copy that allows it, or keep the file unchanged as an electronic original.'),
  },
  pdf_too_many_pages: {
    vi: text('PDF có {pages} trang, quá giới hạn {limit}.', 'Giới hạn này bảo vệ máy trạm khỏi tệp bất thường.', 'Tách tệp thành nhiều văn bản.'),
    en: text('The PDF has {pages} pages; the limit is {limit}.', 'The limit protects the workstation from abnormal files.', 'Split it into several documents.'),
  },
  pdf_page_too_large: {
    vi: text('Trang {page} của PDF có kích thước bất thường.', 'Khổ trang hoặc số điểm ảnh vượt giới hạn an toàn.', 'Quét lại trang ở khổ giấy thật.'),
    en: text('Page {page} of the PDF has an abnormal size.', 'Its paper size or pixel count is past the safe limit.', 'Scan the page again at its true size.'),
  },
  not_a_scan: {
    vi: text('Không phải bản quét từ giấy: trang {page} ({why}).', 'Chỉ bản quét từ giấy mới được đánh dấu chuyển đổi (Nghị định 137/2024/NĐ-CP Điều 4).', 'Quét bản giấy; nếu là văn bản điện tử đã ký số, đưa vào đúng tệp gốc có chữ ký.'),
    en: text('Not a scan of paper: page {page} ({why}).', 'Only a scan of paper may be marked as converted (Decree 137/2024 Art. 4).', 'Scan the paper; a digitally signed electronic result must be given as its original signed file.'),
  },
  source_changed: {
    vi: text('Tệp “{file}” đã thay đổi trong lúc nhận.', 'Nội dung không còn như lúc bắt đầu.', 'Chờ tệp ổn định rồi chạy lại.'),
    en: text('File “{file}” changed while it was being taken in.', 'Its content is no longer what it was at the start.', 'Wait until it is stable and run again.'),
  },
  source_missing: {
    vi: text('Thiếu tệp “{file}” của văn bản đang nhận dở.', 'Lần nhận trước bị ngắt và tệp không còn ở chỗ cũ.', 'Đặt lại tệp vào đúng chỗ rồi chạy “sohoa resume”.'),
    en: text('File “{file}” of an unfinished document is missing.', 'The earlier capture was interrupted and the file is gone.', 'Put it back and run “sohoa resume”.'),
  },
  dossier_invalid: {
    vi: text('Tệp hồ sơ không hợp lệ ở “{path}”.', 'JSON hoặc CSV không đúng mẫu.', 'Sửa dòng hồ sơ rồi chạy lại; xem mẫu bằng “sohoa convert --help”.'),
    en: text('The dossier file is invalid at “{path}”.', 'The JSON or CSV row does not fit.', 'Correct it and run again; see “sohoa convert --help”.'),
  },
  dossier_differs: {
    vi: text('Giấy này đã có trong trạm (hồ sơ {id}) với thông tin khác: {what}.', 'Thông tin hồ sơ lần này không khớp với lần trước; chương trình không tự chọn bên nào đúng.', 'Xem “sohoa show {id}”; nếu lần này đúng, sửa bằng “sohoa review {id}”. Dùng kết quả này cho hồ sơ khác: “sohoa reuse {id} --dossier-code MÃ”.'),
    en: text('This paper is here already (record {id}) with other data: {what}.', 'The dossier given now contradicts the first one; the program does not choose between them.', 'See “sohoa show {id}”; if the new data is right, correct it with “sohoa review {id}”. To use this result for another dossier: “sohoa reuse {id} --dossier-code CODE”.'),
  },
  capture_differs: {
    vi: text('Giấy này đã có trong trạm (hồ sơ {twin}) với thông tin khác: {what}.', 'Lần nhận này ({id}) có đúng các trang ấy nhưng thông tin không khớp; chương trình không tự chọn bên nào đúng.', 'Lần này đúng: sửa bằng “sohoa review {twin}”, rồi “sohoa resume”. Hồ sơ cũ đúng: “sohoa void {id} --reason …”. Dùng kết quả cho hồ sơ khác: “sohoa reuse {twin} --dossier-code MÃ”, rồi hủy lần nhận này.'),
    en: text('This paper is here already (record {twin}) with other data: {what}.', 'This capture ({id}) has the very same pages and contradicts it; the program does not choose between them.', 'If this one is right, correct the other with “sohoa review {twin}”, then “sohoa resume”. If the other is right: “sohoa void {id} --reason …”. To use the result for another dossier: “sohoa reuse {twin} --dossier-code CODE”, then void this capture.'),
  },
  secret_document: {
    vi: text('Dừng: trang {page} có dấu độ mật “{class}”.', 'Tài liệu bí mật nhà nước không được số hóa trên máy này.', 'Dừng lại, báo ngay người phụ trách bảo mật: bản quét đã nhận còn nằm trong trạm (mã hóa) và phải xử lý theo quy định.'),
    en: text('Stopped: page {page} bears the secrecy class “{class}”.', 'State secrets must not be digitised on this machine.', 'Stop and tell the person in charge of secrecy at once: the scan already taken lies in the station (encrypted) and must be dealt with by the rules.'),
  },
  child_timeout: {
    vi: text('Quá thời gian xử lý ({seconds} giây).', 'Tệp bất thường làm việc đọc kéo dài quá mức nên đã được dừng.', 'Quét lại trang; bản đã nhận được giữ nguyên.'),
    en: text('Processing took longer than {seconds} s.', 'An abnormal file kept the reader busy; it was stopped.', 'Scan the page again; what was received is kept.'),
  },
  child_memory: {
    vi: text('Vượt giới hạn bộ nhớ {megabytes} MB.', 'Tệp bất thường cần quá nhiều bộ nhớ nên việc đọc đã được dừng.', 'Quét lại ở 200–300 dpi; bản đã nhận được giữ nguyên.'),
    en: text('More than {megabytes} MB of memory was needed.', 'An abnormal file made the reader grow; it was stopped.', 'Scan again at 200–300 dpi; what was received is kept.'),
  },
  child_crashed: {
    vi: text('Việc đọc tệp dừng đột ngột ({signal}).', 'Tệp bất thường hoặc máy thiếu bộ nhớ.', 'Chạy “sohoa resume”; nếu lặp lại, quét lại trang.'),
    en: text('A reader stopped suddenly ({signal}).', 'A strange file, or the machine is short of memory.', 'Run “sohoa resume”; if it repeats, scan the page again.'),
  },
  ocr_model_missing: {
    vi: text('Thiếu dữ liệu nhận dạng chữ “{file}”.', 'Bản cài đặt không đầy đủ.', 'Cài lại chương trình.'),
    en: text('Recognition data “{file}” is missing.', 'The installation is incomplete.', 'Install the program again.'),
  },
  ocr_failed: {
    vi: text('Không khởi động được bộ nhận dạng chữ.', 'Bộ nhận dạng {engine} không có hoặc dừng khi khởi động.', 'Chạy “sohoa resume”; trang đã nhận vẫn an toàn.'),
    en: text('The recogniser could not start.', '{engine} is not there, or stopped at start.', 'Run “sohoa resume”; captured pages are safe.'),
  },
  station_exists: {
    vi: text('Thư mục này đã có một trạm.', 'Không bao giờ tạo đè lên trạm cũ.', 'Dùng trạm cũ hoặc chọn thư mục trống khác.'),
    en: text('This folder already holds a station.', 'A station is never created over another.', 'Use it, or choose another empty folder.'),
  },
  station_not_found: {
    vi: text('Không có trạm trong thư mục này.', 'Chưa tạo trạm, hoặc --station chỉ sai thư mục.', 'Chạy “sohoa init” để tạo, hoặc sửa --station.'),
    en: text('There is no station in this folder.', 'It was not initialised, or --station points elsewhere.', 'Run “sohoa init” or correct --station.'),
  },
  station_in_use: {
    vi: text('Trạm đang được chương trình khác dùng (tiến trình số {pid} trên máy {host}, từ {since}).', 'Mỗi lúc chỉ một chương trình được ghi vào trạm.', 'Chờ chương trình kia làm xong hoặc đóng nó, rồi chạy lại.'),
    en: text('The station is in use by process {pid} on {host}, since {since}.', 'Only one program may write to a station at a time.', 'Wait for it to finish or close it, then run again.'),
  },
  session_locked: {
    vi: text('Trạm đang khóa.', 'Chưa ai mở trạm, hoặc trạm đã tự khóa sau một lúc không ai dùng.', 'Nhập cụm mật khẩu để mở. Những gì đã nhận và đã ghi vẫn còn.'),
    en: text('The station is locked.', 'Nobody has opened it, or it locked itself after a while without use.', 'Enter the passphrase to open it. All that was captured and saved is still there.'),
  },
  station_gone: {
    vi: text('Tiến trình của trạm đã dừng giữa chừng.', 'Máy hết bộ nhớ, hoặc có người tắt tiến trình.', 'Trạm đang tự khởi động lại; mở khóa rồi làm tiếp. Trang đã nhận vẫn an toàn.'),
    en: text("The station's process ended while it worked.", 'The machine ran out of memory, or somebody ended it.', 'It starts again by itself; unlock it and go on. Captured pages are safe.'),
  },
  door_refused: {
    vi: text('Yêu cầu bị từ chối ({reason}).', 'Yêu cầu không đến từ màn hình mà trạm này đã mở.', 'Mở lại bằng đường dẫn mới do “sohoa serve” in ra.'),
    en: text('The request was refused ({reason}).', 'It did not come from a screen that this station opened.', 'Open the screens anew with the link that “sohoa serve” prints.'),
  },
  screens_missing: {
    vi: text('Chưa có tệp màn hình.', 'Màn hình chưa được dựng, hoặc thư mục out/renderer đã bị xóa.', 'Chạy “npm run build” trong thư mục chương trình rồi mở lại.'),
    en: text('The files of the screens are not there.', 'They were not built yet, or out/renderer was deleted.', 'Run “npm run build” in the program folder, then open again.'),
  },
  port_taken: {
    vi: text('Cổng {port} trên máy này đang có chương trình khác dùng.', 'Mỗi cổng chỉ một chương trình nghe được.', 'Bỏ --port để chương trình tự chọn cổng trống, hoặc chọn cổng khác.'),
    en: text('Port {port} of this machine is used by another program.', 'Only one program can listen on a port.', 'Leave --port out so that a free one is chosen, or choose another.'),
  },
  station_newer: {
    vi: text('Trạm đã được phiên bản chương trình mới hơn ghi ({found} > {known}).', 'Chương trình cũ không được ghi vào dữ liệu mới.', 'Cập nhật chương trình; dữ liệu vẫn nguyên vẹn.'),
    en: text('The station is of a newer version ({found} > {known}).', 'An old program must not write newer data.', 'Update the program; the data is untouched.'),
  },
  station_damaged: {
    vi: text('Cơ sở dữ liệu của trạm bị hỏng.', 'Kiểm tra toàn vẹn không đạt ({detail}).', 'Không xóa gì, giữ nguyên thư mục. Khôi phục bản sao lưu vào một thư mục mới: sohoa restore THƯ-MỤC-SAO-LƯU --station THƯ-MỤC-MỚI.'),
    en: text("The station's database is damaged.", 'The integrity check failed ({detail}).', 'Delete nothing and keep the folder. Restore a backup into a new folder: sohoa restore BACKUP --station NEW.'),
  },
  station_rolled_back: {
    vi: text('Cơ sở dữ liệu của trạm cũ hơn lần ghi cuối cùng (có tới mục nhật ký {found}, đã niêm phong tới {sealed}).', 'Một bản cũ đã bị chép đè, hoặc tệp station.db-wal bị xóa hay cắt cụt: những gì ghi sau mục {found} không còn trong thư mục này.', 'Không xóa gì. Tìm lại tệp bị mất, hoặc khôi phục bản sao lưu mới hơn vào thư mục mới (sohoa restore). Nếu chắc chắn không còn bản nào: “sohoa repair --accept-loss {found}” mở trạm và chấp nhận mất hẳn các việc làm sau mục {found}; việc chấp nhận được ghi vào nhật ký.'),
    en: text("The station's database is older than its last write (audit entry {found}, sealed at {sealed}).", 'An old copy was put back, or station.db-wal was deleted or cut short: what was written after entry {found} is not in this folder.', 'Delete nothing. Find the lost file, or restore a newer backup into a new folder (sohoa restore). If there surely is none: “sohoa repair --accept-loss {found}” opens the station and accepts that everything done after entry {found} is lost for good; the acceptance is audited.'),
  },
  header_damaged: {
    vi: text('Cả hai tệp giữ khóa của trạm đều hỏng (header.json, header.backup.json).', 'Thiếu cả hai thì không mở được dữ liệu, kể cả khi đúng cụm mật khẩu.', 'Không xóa gì. Lấy lại từ bản sao lưu: sohoa repair --from THƯ-MỤC-SAO-LƯU (dùng cụm mật khẩu của ngày sao lưu).'),
    en: text("Both copies of the station's key header are damaged.", 'Without it the data cannot be unlocked.', 'Delete nothing. Take it from a backup: sohoa repair --from BACKUP (with the passphrase of that day).'),
  },
  blob_damaged: {
    vi: text('Một tệp dữ liệu của trạm bị hỏng (mã băm {digest}…).', 'Nội dung không còn khớp mã băm lúc cất vào.', 'Không xóa gì. “sohoa check --full” cho biết hồ sơ và trang; “sohoa repair --from THƯ-MỤC-SAO-LƯU” lấy lại từ bản sao lưu.'),
    en: text('A data file of the station is damaged (digest {digest}…).', 'Its content no longer matches the digest it was stored under.', 'Delete nothing. “sohoa check --full” names record and page; “sohoa repair --from BACKUP” takes it from a backup.'),
  },
  blob_missing: {
    vi: text('Thiếu một tệp dữ liệu của trạm (mã băm {digest}…).', 'Tệp đã bị xóa hoặc chuyển khỏi thư mục trạm.', 'Không xóa gì thêm. “sohoa check --full” cho biết hồ sơ và trang; “sohoa repair --from THƯ-MỤC-SAO-LƯU” lấy lại từ bản sao lưu.'),
    en: text('A data file of the station is missing (digest {digest}…).', 'It was removed from the station folder.', 'Delete nothing more. “sohoa check --full” names record and page; “sohoa repair --from BACKUP” takes it from a backup.'),
  },
  audit_broken: {
    vi: text('Nhật ký không còn nguyên vẹn (mục {seq}).', 'Niêm phong của nhật ký bị mất hoặc bị sửa, hay có mục bị sửa, mất, đảo chỗ.', 'Giữ nguyên trạm và báo người quản trị: xem “Khôi phục” trong hướng dẫn quản trị.'),
    en: text('The audit log is not whole (entry {seq}).', 'Its seal is gone or forged, or an entry was edited, dropped or reordered.', 'Leave the station as it is and tell the administrator: see “Recovery” in the administrator’s guide.'),
  },
  disk_full: {
    vi: text('Ổ đĩa đã đầy.', 'Không ghi được dữ liệu; bước dở chưa được tính là xong.', 'Giải phóng dung lượng rồi chạy “sohoa resume”.'),
    en: text('The disk is full.', 'Data could not be written; the unfinished step does not count.', 'Free some space and run “sohoa resume”.'),
  },
  folder_not_writable: {
    vi: text('Không đọc hoặc không ghi được trong thư mục.', 'Thiếu quyền, ổ đĩa chỉ đọc hoặc ổ đĩa có lỗi ({reason}).', 'Kiểm tra quyền thư mục và ổ đĩa rồi chạy lại.'),
    en: text('The folder cannot be read or written.', 'No permission, a read-only disk or a failing one ({reason}).', 'Check permissions and disk, then run again.'),
  },
  wrong_passphrase: {
    vi: text('Cụm mật khẩu không đúng.', 'Cụm này không phải của cán bộ nào của trạm, cũng không phải khóa khôi phục.', 'Gõ lại; kiểm tra Caps Lock và bộ gõ tiếng Việt.'),
    en: text('The passphrase is wrong.', 'It is no officer’s of this station, nor its recovery key.', 'Type it again; check Caps Lock and the input method.'),
  },
  passphrase_missing: {
    vi: text('Cần cụm mật khẩu.', 'Lệnh không chạy trong cửa sổ gõ lệnh nên không hỏi được, hoặc đã bị ngắt khi đang hỏi.', 'Dùng --passphrase-file TỆP.'),
    en: text('A passphrase is needed.', 'There is no terminal to ask for it, or the question was broken off.', 'Use --passphrase-file FILE.'),
  },
  passphrase_too_short: {
    vi: text('Cụm mật khẩu quá ngắn.', 'Cần ít nhất {length} ký tự để bảo vệ dữ liệu công dân.', 'Chọn cụm dài hơn, ví dụ bốn từ không liên quan.'),
    en: text('The passphrase is too short.', 'It needs at least {length} characters.', 'Choose a longer one, for example four unrelated words.'),
  },
  recovery_key_mistyped: {
    vi: text('Khóa khôi phục gõ sai ở nhóm: {groups}.', 'Mỗi nhóm năm ký tự có một ký tự kiểm tra; nhóm nêu trên không khớp.', 'So từng ký tự của nhóm đó với bản in rồi gõ lại. Chữ thường, khoảng trắng, O thay cho 0, I hay L thay cho 1 đều được.'),
    en: text('The recovery key is mistyped in group: {groups}.', 'Each group of five has a check character; it does not fit there.', 'Compare that group with the printed key and type it again. Case, spaces, O for 0, I or L for 1 do not matter.'),
  },
  recovery_key_needed: {
    vi: text('Việc này cần khóa khôi phục.', 'Trạm được mở bằng cụm mật khẩu của cán bộ, không phải khóa khôi phục (tám nhóm năm ký tự).', 'Gõ khóa khôi phục đã in, hoặc đổi cụm mật khẩu của mình bằng “sohoa passphrase”.'),
    en: text('This needs the recovery key.', 'The station was opened with an officer’s passphrase, not with the recovery key (eight groups of five).', 'Type the printed recovery key, or change your own passphrase with “sohoa passphrase”.'),
  },
  last_administrator: {
    vi: text('Phải còn ít nhất một người được quản trị trạm.', 'Bỏ quyền này thì không ai đổi được cài đặt và người dùng nữa.', 'Giao quyền quản trị cho cán bộ khác trước.'),
    en: text('At least one officer must be allowed to administer the station.', 'Without one nobody could change settings or officers.', 'Give another officer this right first.'),
  },
  right_missing: {
    vi: text('Cán bộ đang mở trạm không có quyền làm việc này.', 'Việc này cần quyền “{right}”.', 'Đổi người dùng (Ctrl+L), hoặc nhờ người quản trị giao quyền.'),
    en: text('The officer who opened the station may not do this.', 'It needs the right “{right}”.', 'Switch the user (Ctrl+L), or ask an administrator for the right.'),
  },
  last_key_slot: {
    vi: text('Không gỡ được người mở khóa cuối cùng của trạm.', 'Gỡ đi thì không còn ai mở được dữ liệu.', 'Thêm cán bộ hoặc khóa khôi phục khác trước, rồi gỡ.'),
    en: text("The station's last key slot cannot be removed.", 'Nobody could open the data any more.', 'Add another officer or recovery key first, then remove it.'),
  },
  officer_exists: {
    vi: text('Trạm đã có cán bộ tên này.', 'Mỗi tên chỉ ứng với một cụm mật khẩu, để nhật ký không lẫn người.', 'Thêm tên đệm hoặc chức danh để phân biệt.'),
    en: text('The station has an officer of this name already.', 'One name is one passphrase, so that the audit log tells who it was.', 'Add a middle name or a title.'),
  },
  officer_unknown: {
    vi: text('Trạm không có cán bộ tên này.', 'Tên phải đúng như trong danh sách, kể cả dấu.', 'Xem “sohoa officer list”.'),
    en: text('The station has no officer of this name.', 'The name must be as listed, tones included.', 'See “sohoa officer list”.'),
  },
  backup_not_found: {
    vi: text('Không thấy bản sao lưu hoàn chỉnh nào ở “{folder}”.', 'Thư mục không có bản sao lưu của trạm này, hoặc lần sao lưu bị ngắt trước khi xong.', 'Kiểm tra đường dẫn, ổ đĩa đã gắn chưa và số bản (--generation).'),
    en: text('There is no complete backup in “{folder}”.', 'It holds none of this station, or the backup was cut off before its end.', 'Check the path, whether the disk is mounted, and --generation.'),
  },
  backup_ambiguous: {
    vi: text('“{folder}” giữ bản sao lưu của {count} trạm.', 'Không tự chọn thay anh/chị được.', 'Chỉ rõ thư mục con của trạm cần khôi phục (tên là mã trạm).'),
    en: text('“{folder}” holds backups of {count} stations.', 'The program does not choose between them.', 'Give the inner folder of the one to restore (its name is the station’s id).'),
  },
  backup_damaged: {
    vi: text('Bản sao lưu số {generation} bị hỏng: {what}.', 'Tệp trong bản sao lưu không còn khớp với lúc ghi.', 'Không xóa gì. Thử bản khác bằng --generation, hoặc ổ sao lưu khác. Nếu chỉ hỏng tệp dữ liệu của vài trang, “sohoa restore … --accept-loss” khôi phục phần còn lại và nêu tên những trang mất.'),
    en: text('Backup {generation} is damaged: {what}.', 'A file of the backup is not what was written.', 'Delete nothing. Try another with --generation, or another backup disk. If only the data of some pages is damaged, “sohoa restore … --accept-loss” restores the rest and names what is lost.'),
  },
  backup_place_invalid: {
    vi: text('Không sao lưu được vào “{folder}”.', 'Nơi sao lưu nằm trong thư mục trạm, hoặc thư mục trạm nằm trong đó: mất một là mất cả hai.', 'Chọn thư mục khác, tốt nhất trên ổ đĩa khác.'),
    en: text('Backups cannot lie in “{folder}”.', 'It is inside the station’s folder, or the station is inside it: what takes one takes both.', 'Choose another folder, best on another disk.'),
  },
  folder_not_empty: {
    vi: text('Thư mục “{folder}” không trống.', 'Chỉ khôi phục vào thư mục trống hoặc chưa có, để không ghi đè gì.', 'Chọn thư mục khác.'),
    en: text('Folder “{folder}” is not empty.', 'A backup is restored only into an empty or missing folder: nothing is ever overwritten.', 'Choose another folder.'),
  },
  restore_unfinished: {
    vi: text('Việc khôi phục vào thư mục này chưa xong.', 'Lần khôi phục trước bị ngắt giữa chừng; thư mục chưa phải là trạm.', 'Chạy lại đúng lệnh “sohoa restore” vào thư mục này: phần đã chép không phải chép lại.'),
    en: text('The restore into this folder is not finished.', 'It was cut off; the folder is no station yet.', 'Run the same “sohoa restore” into this folder again: what was copied is kept.'),
  },
  record_changed: {
    vi: text('Hồ sơ {id} vừa được thay đổi ở nơi khác.', 'Một thao tác khác đã ghi vào hồ sơ này trước.', 'Xem lại hồ sơ rồi làm lại thao tác; chưa ghi gì đè lên.'),
    en: text('Record {id} was changed meanwhile.', 'Another action wrote to this record first.', 'Look at the record and do it again; nothing was overwritten.'),
  },
  page_differs: {
    vi: text('Trang {page} đã có trong sổ trang với nội dung khác.', 'Trang gốc đã nhận thì không bao giờ bị thay thế.', 'Quét thành hồ sơ mới nếu đây là bản giấy khác.'),
    en: text('Page {page} is already in the ledger with other content.', 'A raw page once taken is never replaced.', 'Scan it as a new record if it is another paper.'),
  },
  not_configured: {
    vi: text('Trạm chưa khai báo “{setting}”.', 'Bước này bắt buộc phải có thông tin đó.', 'Khai báo bằng “sohoa configure”; xem các mục bằng “sohoa configure --help”.'),
    en: text('The station has no “{setting}” configured.', 'This step needs it.', 'Run “sohoa configure --help”.'),
  },
  training_forbidden: {
    vi: text('Không đổi được trạm tập huấn thành trạm thật.', 'Dấu “BẢN TẬP HUẤN” gắn với trạm từ khi khởi tạo.', 'Khởi tạo một trạm mới cho công việc thật.'),
    en: text('A training station cannot become a real one.', 'The training mark belongs to it since its creation.', 'Initialise a new station for real work.'),
  },
  wrong_state: {
    vi: text('Hồ sơ đang ở trạng thái “{state}”, chưa làm được việc này.', 'Các bước phải theo thứ tự.', 'Xem hồ sơ và bước tiếp theo bằng “sohoa show MÃ”.'),
    en: text('The record is in state “{state}”; this cannot be done now.', 'Steps follow an order.', 'See the next step with “sohoa show”.'),
  },
  awaiting_review: {
    vi: text('Hồ sơ chờ người soát.', 'Có trường máy chưa đọc chắc hoặc chưa đạt kiểm tra.', 'Đối chiếu với bản giấy rồi chạy “sohoa review MÃ”.'),
    en: text('The record waits for a review.', 'Some fields are doubtful or fail a check.', 'Run “sohoa review”.'),
  },
  awaiting_signature: {
    vi: text('Hồ sơ chờ chữ ký số của cơ quan.', 'Kết quả TTHC chuyển đổi phải có chữ ký số của cơ quan (Luật 20/2023/QH15 Điều 12(1)(d)).', 'Nạp khóa bằng “sohoa key add” rồi chạy “sohoa resume”.'),
    en: text("The record waits for the agency's signature.", "A converted result needs the agency's digital signature (Law 20/2023 Art. 12(1)(d)).", 'Add a key with “sohoa key add”, then run “sohoa resume”.'),
  },
  already_handed_over: {
    vi: text('Bản giấy đã được trả trước đó.', 'Đã ghi nhận trả kết quả ({by}, {at}).', 'Xem lịch sử hồ sơ; nếu ghi nhầm, báo người quản trị.'),
    en: text('The paper was handed over before.', 'It was noted by {by} at {at}.', "See the record's history; tell an administrator if that was a mistake."),
  },
  signer_needed: {
    vi: text('Hồ sơ chờ người ký của cơ quan.', 'Cán bộ đã soát xong nhưng không giữ quyền ký.', 'Người có quyền ký mở hàng chờ ký và ký; hồ sơ đã soát vẫn nguyên.'),
    en: text("The record waits for the agency's signer.", 'The officer who reviewed it may not sign.', 'An officer who may sign opens the sign queue; what was reviewed stays.'),
  },
  returned_by_signer: {
    vi: text('Người ký trả lại hồ sơ để soát lại.', 'Lý do trả lại ghi trong hồ sơ.', 'Xem lý do, sửa chỗ cần sửa rồi chấp nhận hồ sơ lần nữa.'),
    en: text('The signer sent the record back for review.', 'The reason stands in the record.', 'Read the reason, mend what needs mending, then accept the record again.'),
  },
  reason_missing: {
    vi: text('Cần ghi lý do.', 'Khi cán bộ xác nhận thay máy thì phải ghi lý do, được lưu cùng hồ sơ.', 'Thêm --reason "…".'),
    en: text('A reason is needed.', "A person's confirmation is kept with its reason.", 'Add --reason "…".'),
  },
  paper_size_unknown: {
    vi: text('Không rõ khổ giấy của trang {page}.', 'Ảnh không ghi độ phân giải và không đúng tỷ lệ khổ A4.', 'Cho biết độ phân giải: “sohoa review MÃ --dpi N”, hoặc quét lại có ghi dpi.'),
    en: text('The paper size of page {page} is unknown.', 'The image tells no resolution and has not the shape of A4.', 'Tell the resolution: “sohoa review ID --dpi N”, or scan again with dpi.'),
  },
  page_unread: {
    vi: text('Máy không đọc được chữ trên trang {page}.', 'Việc nhận dạng quá thời gian hoặc bị dừng. Ảnh của trang vẫn nguyên vẹn.', 'Xem trang bằng mắt, điền trường còn thiếu rồi chấp nhận: “sohoa review MÃ --set trường=giá-trị --accept”.'),
    en: text('The text of page {page} could not be read.', 'Recognition ran out of time or stopped. The picture of the page is whole.', 'Look at the page, fill in what is missing and accept: “sohoa review ID --set field=value --accept”.'),
  },
  paper_incomplete: {
    vi: text('Giấy có thể chưa đủ ({finding}).', 'Chưa đặt dấu chuyển đổi khi còn nghi thiếu hoặc bị cắt.', 'Xem “sohoa show MÃ”; quét bổ sung, hoặc xác nhận bằng “sohoa review MÃ --overrule {finding} --reason "lý do"”.'),
    en: text('The paper may not be whole ({finding}).', 'No mark is made while something may be missing or cut off.', 'See “sohoa show ID”; scan what is missing, or confirm with “sohoa review ID --overrule {finding} --reason "why"”.'),
  },
  finding_unknown: {
    vi: text('Không có điểm nghi “{finding}” đang chờ xác nhận.', 'Hồ sơ không bị dừng vì điều đó, hoặc đã được xác nhận rồi.', 'Xem các điểm đang chờ bằng “sohoa show MÃ”.'),
    en: text('No finding “{finding}” is open.', 'The record is not stopped by it, or it was overruled already.', 'See “sohoa show ID” for those that are.'),
  },
  clock_implausible: {
    vi: text('Đồng hồ máy không hợp lý ({now}).', 'Giờ máy sớm hơn {floor}; thời gian sai trong dấu không sửa được.', 'Chỉnh lại đồng hồ rồi chạy “sohoa resume”; nếu giờ máy đang đúng (trước đó đồng hồ chạy nhanh), chạy “sohoa configure --clock-confirmed”. Trang đã nhận vẫn an toàn.'),
    en: text("The machine's clock is implausible ({now}).", 'It is before {floor}; a wrong time in the mark cannot be mended.', 'Set the clock, then run “sohoa resume”; if the clock is right (it ran ahead before), run “sohoa configure --clock-confirmed”. Captured pages are safe.'),
  },
  recipient_uncertain: {
    vi: text('Chưa chắc người nhận ({why}).', 'Số định danh và họ tên phải khớp giữa giấy và hồ sơ thì mới được giao.', 'Đối chiếu giấy tờ rồi xác nhận: “sohoa review MÃ --confirm-recipient --reason …”.'),
    en: text('The recipient is not certain ({why}).', 'ID and name on paper do not agree with the dossier.', 'Compare and confirm: “sohoa review ID --confirm-recipient --reason …”.'),
  },
  already_delivered: {
    vi: text('Kết quả đã giao cho chủ cũ, có biên nhận.', 'Đổi chủ hoặc người nhận bây giờ sẽ làm hồ sơ nói khác với nơi nhận.', 'Hủy và thu hồi: “sohoa void MÃ --recall-reason "wrong recipient" --reason …”, rồi chuyển đổi lại cho đúng người.'),
    en: text('The result was delivered already; the receipt is kept.', 'Changing owner or receiver now would make the record say other than what the receiver holds.', 'Void it and call it back: “sohoa void ID --recall-reason "wrong recipient" --reason …”, then convert it anew for the right person.'),
  },
  perhaps_delivered: {
    vi: text('Tệp kết quả đã gửi đi cho chủ cũ, chưa rõ đã tới nơi hay chưa.', 'Câu trả lời của nơi nhận bị mất trên đường. Đổi chủ bây giờ có thể làm hồ sơ nói khác với nơi nhận.', 'Khi có mạng, chạy “sohoa deliver --id {id}” để biết. Nếu sai người: “sohoa freeze {id} --reason …” để tạm dừng, hoặc hủy và thu hồi “sohoa void {id} --recall-reason "wrong recipient" --reason …” rồi chuyển đổi lại.'),
    en: text('The file was sent for the owner told before; whether it arrived is not known.', "The receiver's answer was lost. Changing the owner now might make the record say other than what the receiver holds.", 'With the line up, run “sohoa deliver --id {id}” to find out. If the person is wrong: hold it with “sohoa freeze {id} --reason …”, or void it and call it back with “sohoa void {id} --recall-reason "wrong recipient" --reason …” and convert it anew.'),
  },
  duplicate_result: {
    vi: text('Có vẻ kết quả này đã có trong trạm: hồ sơ {id} (trùng {agrees}).', 'Một kết quả chỉ được số hóa một lần; chương trình không tự chọn.', 'Đối chiếu hai bản. Cùng một kết quả: “sohoa reuse {id} --instead-of MÃ-NÀY”. Bản được cấp lại: “sohoa replace {id} TỆP --reason …”. Kết quả khác: “sohoa review MÃ-NÀY --not-duplicate --reason …”.'),
    en: text('This result seems to be here already: record {id} (same {agrees}).', 'A result is digitised once; the program does not choose.', 'Compare the two. The same result: “sohoa reuse {id} --instead-of THIS-ID”. Issued anew: “sohoa replace {id} FILE --reason …”. Another result: “sohoa review THIS-ID --not-duplicate --reason …”.'),
  },
  already_shared: {
    vi: text('Kết quả này đã được số hóa và chia sẻ (mã {code}).', 'Không chuyển đổi lại kết quả đã có giá trị pháp lý trên nền tảng chia sẻ.', 'Lấy về dùng: “sohoa take {code} --instead-of MÃ-NÀY”. Nếu là kết quả khác: “sohoa review MÃ-NÀY --not-duplicate --reason …”.'),
    en: text('This result is digitised and shared already (code {code}).', 'What is shared as legally valid data is not converted a second time.', 'Take it: “sohoa take {code} --instead-of THIS-ID”. If it is another result: “sohoa review THIS-ID --not-duplicate --reason …”.'),
  },
  result_not_reusable: {
    vi: text('Không dùng lại được kết quả {id} ({why}).', 'Chỉ dùng lại kết quả đã ký số, còn hiệu lực, không bị tạm dừng hay hủy.', 'Xem “sohoa show {id}” rồi xử lý kết quả đó trước.'),
    en: text('The result {id} cannot be reused ({why}).', 'Only a signed result that is in force, not frozen and not voided is reused.', 'See “sohoa show {id}” and settle that record first.'),
  },
  shared_not_found: {
    vi: text('Nền tảng chia sẻ không có kết quả mã {code} khớp với số và chủ kết quả đã nêu.', 'Mã gõ nhầm, kết quả đã bị thu hồi, hoặc số và chủ không đúng.', 'Tìm lại bằng “sohoa find --shared”.'),
    en: text('The sharing platform has no result {code} with the number and owner given.', 'The code is mistyped, the result was recalled, or number and owner are not right.', 'Search again with “sohoa find --shared”.'),
  },
  shared_file_differs: {
    vi: text('Tệp tải về của kết quả {code} không đúng tệp đã nêu ({what}).', 'Nội dung tải về khác với mã băm hoặc dung lượng mà nền tảng thông báo.', 'Không giữ gì của tệp này. Thử lại một lần; nếu lặp lại, báo người quản trị và số hóa từ bản giấy.'),
    en: text('The file of the result {code} is not the one that was told ({what}).', 'What came differs from the digest or size that the platform told.', 'Nothing of it was kept. Try once more; if it happens again, tell the administrator and digitise the paper.'),
  },
  shared_file_untrusted: {
    vi: text('Chữ ký số của kết quả {code} không đạt kiểm tra ({reason}).', 'Chỉ lấy về kết quả có chữ ký nguyên vẹn của cơ quan mà trạm tin cậy.', 'Không giữ gì của tệp này. Kiểm tra chứng thư gốc (“sohoa configure --trust TỆP.pem”), hoặc số hóa từ bản giấy.'),
    en: text('The signature of the result {code} does not pass ({reason}).', 'Only a result with an intact signature of an agency that the station trusts is taken.', 'Nothing of it was kept. Check the root certificates (“sohoa configure --trust FILE.pem”), or digitise the paper.'),
  },
  authorisation_agreement_missing: {
    vi: text('Người nhận là người được ủy quyền, chưa rõ thỏa thuận ủy quyền về nơi lưu bản điện tử.', 'Khi làm thủ tục theo ủy quyền, kết quả điện tử được lưu theo thỏa thuận ủy quyền (Nghị định 137/2024 Điều 8 khoản 4).', 'Xem giấy ủy quyền, rồi chọn nơi nhận: “sohoa review MÃ --to kho --per-agreement” (hoặc --to none: chỉ giấy) và đính kèm giấy ủy quyền: “sohoa attach MÃ TỆP --kind authorisation”.'),
    en: text('The receiver is authorised, and what the authorisation says about electronic storage is not known.', 'Under an authorisation the electronic result is stored as agreed in it (Decree 137/2024 Art. 8(4)).', 'Read the authorisation and choose: “sohoa review ID --to kho --per-agreement” (or --to none: paper only), and attach it: “sohoa attach ID FILE --kind authorisation”.'),
  },
  authorisation_missing: {
    vi: text('Nơi nhận được chọn theo thỏa thuận ủy quyền nhưng chưa có giấy ủy quyền.', 'Thỏa thuận phải có giấy đính kèm, hoặc lý do do cán bộ ghi.', 'Đính kèm: “sohoa attach MÃ TỆP --kind authorisation”, hoặc ghi lý do: “sohoa review MÃ --per-agreement --reason …”.'),
    en: text('The targets follow an authorisation that is not here.', 'An agreement needs its paper attached, or an officer’s reason.', 'Attach it: “sohoa attach ID FILE --kind authorisation”, or give a reason: “sohoa review ID --per-agreement --reason …”.'),
  },
  owner_not_reachable: {
    vi: text('Chủ kết quả không thể nhận ở nơi này.', 'Kho cần số định danh hoặc mã số tổ chức của chủ kết quả; VNeID chỉ dành cho cá nhân có số định danh 12 số.', 'Bổ sung số: “sohoa review MÃ --owner …”, hoặc chọn nơi nhận khác: “sohoa review MÃ --to …”.'),
    en: text('The owner cannot receive at this target.', 'The electronic store needs the owner’s personal number or the organisation’s code; VNeID is for persons with a 12-digit number.', 'Tell the number: “sohoa review ID --owner …”, or choose other targets: “sohoa review ID --to …”.'),
  },
  vneid_on_request: {
    vi: text('VNeID không thể là nơi nhận mặc định.', 'Kết quả chỉ đưa lên ứng dụng định danh quốc gia khi người dân có nhu cầu (Nghị định 137/2024 Điều 8 khoản 4).', 'Bỏ vneid khỏi nơi nhận mặc định; chọn cho từng hồ sơ bằng --to hoặc cột deliverTo.'),
    en: text('VNeID cannot be a default target.', 'A result goes to the national ID app only when the citizen asks (Decree 137/2024 Art. 8(4)).', 'Leave vneid out of the defaults; choose it record by record with --to or the column deliverTo.'),
  },
  attachment_is_the_result: {
    vi: text('Tệp này chính là kết quả của hồ sơ.', 'Giấy tờ đính kèm không bao giờ được giao, nên không thể là tệp đã quét làm kết quả.', 'Chọn đúng tệp giấy ủy quyền. Nếu giấy ủy quyền bị quét lẫn vào kết quả, quét lại kết quả không có nó.'),
    en: text('This file is the record’s result itself.', 'An attachment is never delivered, so it cannot be what was scanned as the result.', 'Choose the file of the authorisation. If it was scanned together with the result, scan the result without it.'),
  },
  record_frozen: {
    vi: text('Kết quả đang bị giữ lại vì có sai sót.', 'Có người đã báo kết quả này có sai sót; từ lúc đó không gửi gì đi và không ký tiếp.', 'Chờ chuyên môn trả lời, rồi bỏ giữ (“sohoa release MÃ --reason …”), thay bản mới (“sohoa replace”) hoặc hủy (“sohoa void”).'),
    en: text('The result is frozen: an error was reported.', 'Since then nothing of it is sent or signed.', 'When the matter is settled: “sohoa release ID --reason …”, “sohoa replace” or “sohoa void”.'),
  },
  record_voided: {
    vi: text('Hồ sơ {id} đã bị hủy.', 'Bản đã hủy vẫn xem và xuất được, nhưng không sửa, ký hay gửi nữa.', 'Xem lý do bằng “sohoa show”; khi có bản giấy mới, chạy “sohoa replace {id} TỆP --reason …”.'),
    en: text('Record {id} was voided.', 'It can be seen and exported, but not changed, signed or sent.', 'See why with “sohoa show”; with a new paper run “sohoa replace {id} FILE --reason …”.'),
  },
  record_replaced: {
    vi: text('Hồ sơ {id} đã có bản thay thế: {by}.', 'Mỗi kết quả chỉ có một bản đang dùng; bản cũ được giữ để tra cứu.', 'Làm việc với bản {by}.'),
    en: text('Record {id} was replaced by {by}.', 'A result has one issue in use; the old one is kept to be looked up.', 'Work with {by}.'),
  },
  replacement_under_way: {
    vi: text('Đang có một bản thay thế khác cho kết quả này: {id}.', 'Một kết quả không thể có hai bản thay thế cùng lúc.', 'Làm tiếp bản {id}, hoặc hủy nó (“sohoa void {id} --reason …”) rồi thay lại.'),
    en: text('Another replacement of this result is under way: {id}.', 'A result cannot have two replacements at once.', 'Go on with {id}, or void it (“sohoa void {id} --reason …”) and replace again.'),
  },
  replacement_same: {
    vi: text('Bản quét này là của chính hồ sơ cần thay ({id}).', 'Các trang trùng từng byte với bản đang có, nên không phải bản giấy mới.', 'Quét bản giấy được cấp lại rồi chạy lại lệnh.'),
    en: text('This scan is that of the record to be replaced ({id}).', 'Its pages are the same to the byte: it is no new paper.', 'Scan the paper that was issued anew and run again.'),
  },
  replaces_another: {
    vi: text('Bản giấy này (hồ sơ {id}) đã là bản thay thế của hồ sơ khác: {replaces}.', 'Một bản giấy chỉ thay cho một kết quả.', 'Kiểm tra lại mã hồ sơ cần thay; lần nhận đã ghi nhầm thì hủy bằng “sohoa void”.'),
    en: text('This paper (record {id}) replaces another record already: {replaces}.', 'A paper takes the place of one result only.', 'Check which record is to be replaced; close a capture made by mistake with “sohoa void”.'),
  },
  original_undecided: {
    vi: text('Chữ ký trên bản gốc điện tử chưa xác định được ({reason}).', 'Chữ ký nguyên vẹn nhưng chưa đủ căn cứ để tin người ký.', 'Thêm chứng thư gốc bằng “sohoa configure --trust TỆP.pem” rồi “sohoa resume”, hoặc chấp nhận: “sohoa review MÃ --accept --reason …”.'),
    en: text('The signature of the electronic original is undecided ({reason}).', 'It is intact, but nothing vouches for the signer.', 'Add the root with “sohoa configure --trust FILE.pem”, then “sohoa resume”; or accept it: “sohoa review ID --accept --reason …”.'),
  },
  field_invalid: {
    vi: text('Giá trị của “{field}” không hợp lệ ({check}).', 'Không đạt kiểm tra của trường này.', 'Sửa giá trị; ngày viết YYYY-MM-DD hoặc dd/mm/yyyy. Nếu giấy ghi đúng như vậy: thêm --as-on-paper --reason "…".'),
    en: text('The value of “{field}” is not valid ({check}).', 'It fails the checks of this field.', 'Correct it; dates as YYYY-MM-DD or dd/mm/yyyy. If the paper says so: add --as-on-paper --reason "…".'),
  },
  mark_template_missing: {
    vi: text('Không có mẫu dấu chuyển đổi “{template}”.', 'Không có mẫu nào có hiệu lực vào ngày chuyển đổi, hoặc bản cài đặt thiếu tệp mẫu.', 'Kiểm tra ngày giờ của máy, rồi cài lại chương trình.'),
    en: text('There is no mark template “{template}”.', 'None is in force on the day of conversion, or the installation lacks the file.', 'Check the date of the machine, then install again.'),
  },
  mark_template_invalid: {
    vi: text('Mẫu dấu chuyển đổi “{template}” sai ở “{path}”.', 'Mẫu phải có ký hiệu bằng chữ, thời gian, tên cơ quan và mã bản ghi (Nghị định 137/2024, Điều 4).', 'Sửa tệp mẫu hoặc cài lại chương trình.'),
    en: text('The mark template “{template}” is wrong at “{path}”.', 'A template must hold the sign in words, the time, the agency and the record code (Decree 137/2024 Art. 4).', 'Correct the template file or install again.'),
  },
  mark_does_not_fit: {
    vi: text('Dấu chuyển đổi không vừa trang.', 'Khổ giấy quá nhỏ so với nội dung dấu.', 'Báo người quản trị; bản quét vẫn nguyên vẹn trong trạm.'),
    en: text('The conversion mark does not fit the page.', 'The paper is too small for its text.', 'Tell the administrator; the scan is whole in the station.'),
  },
  signature_has_no_room: {
    vi: text('Góc trên bên phải trang đầu không đủ chỗ cho chữ ký của bản sao.', 'Bản sao y phải ghi hình thức sao, cơ quan và thời gian ký ở đó; chưa có gì được ký.', 'Quét lại trang đầu đúng khổ giấy, hoặc báo người quản trị chọn chế độ ký khác.'),
    en: text('The top right of page 1 has no room for the copy’s signature.', 'A certified copy must say there what it is, by whom and when; nothing was signed.', 'Scan page 1 again in its true size, or ask the administrator for another signing regime.'),
  },
  copy_resolution_too_low: {
    vi: text('Trang {page} quét ở {dpi} dpi, thấp hơn mức {least} dpi của bản sao y.', 'Nghị định 30/2020/NĐ-CP, Phụ lục I, yêu cầu bản sao điện tử từ văn bản giấy có độ phân giải tối thiểu như vậy.', 'Quét lại trang ấy ở 300 dpi.'),
    en: text('Page {page} was scanned at {dpi} dpi, less than the {least} dpi of a certified copy.', 'Decree 30/2020, Annex I wants at least that of an electronic copy of a paper.', 'Scan the page again at 300 dpi.'),
  },
  text_not_encodable: {
    vi: text('Có ký tự không ghi được vào PDF.', 'Phông chữ của chương trình không có ký tự này ({detail}).', 'Báo bộ phận hỗ trợ; bản quét vẫn nguyên vẹn.'),
    en: text('Some characters cannot be written into the PDF.', 'The font lacks them ({detail}).', 'Tell support; the scan is untouched.'),
  },
  size_limit_unreachable: {
    vi: text('Không nén được trang {page} xuống {kilobytes} KB mà còn đọc được.', 'Giới hạn dung lượng của cơ quan quá thấp cho trang này.', 'Tăng giới hạn bằng “sohoa configure --page-size-limit”.'),
    en: text('Page {page} cannot be brought to {kilobytes} KB and stay readable.', "The office's size limit is too low for it.", 'Raise it with “sohoa configure --page-size-limit”.'),
  },
  key_file_invalid: {
    vi: text('Tệp khóa không đọc được.', 'Tệp không phải khóa PKCS#12 (.p12/.pfx) hoặc đã hỏng.', 'Xin lại tệp khóa từ nơi cấp chứng thư số.'),
    en: text('The key file cannot be read.', 'It is no PKCS#12 (.p12/.pfx), or damaged.', 'Ask the certificate issuer for it again.'),
  },
  key_passphrase_wrong: {
    vi: text('Mật khẩu của tệp khóa không đúng.', 'Không mở được tệp PKCS#12.', 'Kiểm tra mật khẩu rồi thử lại.'),
    en: text('The passphrase of the key file is wrong.', 'The PKCS#12 does not open.', 'Check it and try again.'),
  },
  key_too_weak: {
    vi: text('Khóa không đủ mạnh ({detail}).', 'Thông tư 15/2025/TT-BKHCN yêu cầu RSA từ 2048 bit hoặc ECDSA từ 256 bit.', 'Xin cấp khóa mới.'),
    en: text('The key is too weak ({detail}).', 'Circular 15/2025 asks RSA of 2048 bits or ECDSA of 256 bits at least.', 'Ask for a new key.'),
  },
  officer_key_missing: {
    vi: text('Chờ chữ ký số của cán bộ.', 'Theo cách ký của trạm, cán bộ ký trước rồi cơ quan mới ký; người đang mở trạm chưa có khóa ký riêng ở đây.', 'Cán bộ có khóa ký mở trạm rồi ký, hoặc nạp khóa: “sohoa key add TỆP.p12 --officer TÊN”.'),
    en: text("The record waits for an officer's own signature.", 'By the regime of this station an officer signs before the agency; whoever opened the station has no key of his own here.', 'Let an officer who has one open the station and sign, or add a key: “sohoa key add FILE.p12 --officer NAME”.'),
  },
  signature_awaited: {
    vi: text('Đã có {made} trên {all} chữ ký; chờ chữ ký số của cơ quan.', 'Theo cách ký của trạm, cơ quan ký sau cán bộ. Chữ ký đã có được giữ nguyên.', 'Người được giao ký của cơ quan mở Chờ ký và ký (F8).'),
    en: text("{made} of {all} signatures are made; the agency's is awaited.", 'By the regime of this station the agency signs after the officer. The signatures made are kept.', 'Whoever may sign for the agency opens To be signed and signs (F8).'),
  },
  key_missing: {
    vi: text('Trạm chưa có khóa ký của cơ quan.', 'Chưa nạp khóa nào còn dùng được.', 'Chạy “sohoa key add TỆP.p12”.'),
    en: text("The station has no agency's signing key.", 'No usable key was added.', 'Run “sohoa key add FILE.p12”.'),
  },
  certificate_expired: {
    vi: text('Chứng thư số đã hết hạn ngày {date}.', 'Không được ký bằng chứng thư hết hạn (Nghị định 23/2025/NĐ-CP Điều 15).', 'Nạp chứng thư mới. Trạm không tự lấy khóa cũ ký thay: muốn dùng khóa cũ còn hạn thì gỡ khóa này. Hồ sơ chờ ký vẫn an toàn.'),
    en: text('The certificate expired on {date}.', 'Signing with an expired certificate is forbidden (Decree 23/2025 Art. 15).', 'Add a new one. No older key steps in by itself: to use one that is still valid, remove this one. Waiting records are safe.'),
  },
  certificate_not_yet_valid: {
    vi: text('Chứng thư số chưa có hiệu lực (từ {date}).', 'Có thể đồng hồ máy sai.', 'Kiểm tra đồng hồ hoặc chờ đến ngày hiệu lực.'),
    en: text('The certificate is not valid before {date}.', "The machine's clock may be wrong.", 'Check the clock, or wait.'),
  },
  certificate_agency_differs: {
    vi: text('Tên cơ quan trong chứng thư là “{certificate}”, khác với trạm “{agency}”.', 'Tên trong dấu, chứng thư và trạm phải trùng nhau.', 'Sửa cấu hình hoặc dùng đúng chứng thư của cơ quan.'),
    en: text('The certificate names “{certificate}”, the station “{agency}”.', 'Mark, certificate and station must name the same agency.', "Correct the configuration or use the agency's own certificate."),
  },
  certificate_not_for_signing: {
    vi: text('Chứng thư này không dùng để ký số.', 'Mục đích sử dụng ghi trong chứng thư không cho phép ký.', 'Dùng chứng thư ký số của cơ quan.'),
    en: text('This certificate is not for signing.', 'Its key usage does not allow it.', "Use the agency's signing certificate."),
  },
  certificate_invalid: {
    vi: text('Không đọc được chứng thư số.', 'Tệp không chứa chứng thư hợp lệ (X.509).', 'Kiểm tra lại tệp chứng thư.'),
    en: text('The certificate cannot be read.', 'It is not valid X.509.', 'Check the certificate file.'),
  },
  certificate_untrusted: {
    vi: text('Chưa rõ chứng thư số có đáng tin hay không.', 'Chứng thư không dẫn tới chứng thư gốc nào mà trạm tin cậy.', 'Thêm chứng thư gốc bằng “sohoa configure --trust TỆP.pem” rồi “sohoa resume”.'),
    en: text('It is not known whether the certificate can be trusted.', 'It leads to no root that the station trusts.', 'Add the root with “sohoa configure --trust FILE.pem”, then “sohoa resume”.'),
  },
  signing_failed: {
    vi: text('Không ký được.', 'Khóa không tạo được chữ ký ({detail}).', 'Hồ sơ vẫn chờ ký; thử lại bằng “sohoa resume”.'),
    en: text('Signing failed.', 'The key made no signature ({detail}).', 'The record still waits; try “sohoa resume”.'),
  },
  signing_regime_missing: {
    vi: text('Không có cách ký “{regime}” đang có hiệu lực.', 'Cách ký cho biết ai ký, theo thứ tự nào và hiện gì trên trang.', 'Chọn một cách ký khác trong Cài đặt. Hồ sơ vẫn giữ nguyên.'),
    en: text('No signing regime “{regime}” is in force.', 'The regime tells who signs, in which order, and what shows on the page.', 'Choose another one in Settings. The records are as they were.'),
  },
  signing_regime_invalid: {
    vi: text('Cách ký “{regime}” không đọc được ({path}).', 'Tệp mô tả cách ký thiếu hoặc sai một mục.', 'Cài lại chương trình, hoặc báo bộ phận hỗ trợ. Hồ sơ vẫn giữ nguyên.'),
    en: text('The signing regime “{regime}” cannot be read ({path}).', 'The file that describes it lacks or misstates something.', 'Install the program again, or tell support. The records are as they were.'),
  },
  signature_too_large: {
    vi: text('Chữ ký lớn hơn chỗ dành sẵn trong tệp.', 'Chuỗi chứng thư hoặc dấu thời gian quá lớn.', 'Báo bộ phận hỗ trợ; hồ sơ chưa bị ký dở.'),
    en: text('The signature is larger than its place.', 'The chain or the time stamp is too big.', 'Tell support; nothing was half signed.'),
  },
  signature_check_failed: {
    vi: text('Chữ ký số không qua được kiểm tra.', 'Kết quả kiểm tra: {reason}.', 'Hồ sơ không được ghi là đã ký. Bản gốc điện tử: xin lại tệp từ nơi phát hành. Bản vừa ký: chạy “sohoa resume”; nếu lặp lại, báo bộ phận hỗ trợ.'),
    en: text('The signature did not pass the check.', 'The verifier says: {reason}.', 'The record is not recorded as signed. An electronic original: ask its issuer for the file again. A new signature: run “sohoa resume”, or tell support if it repeats.'),
  },
  tsa_unreachable: {
    vi: text('Chưa lấy được dấu thời gian.', 'Máy chủ dấu thời gian không trả lời.', 'Hồ sơ đã ký và an toàn; khi có mạng, chạy “sohoa resume” để bổ sung.'),
    en: text('No time stamp yet.', 'The time stamp authority does not answer.', 'The record is signed and safe; run “sohoa resume” when the network is back.'),
  },
  tsa_refused: {
    vi: text('Máy chủ dấu thời gian từ chối ({status}).', 'Dịch vụ trả lời nhưng không cấp dấu.', 'Hồ sơ đã ký và an toàn; chạy “sohoa resume” sau.'),
    en: text('The time stamp authority refused ({status}).', 'It answered without a token.', 'The record is signed and safe; run “sohoa resume” later.'),
  },
  tsa_untrusted: {
    vi: text('Dấu thời gian do một nơi chưa được tin cấp.', 'Chứng thư của dịch vụ dấu thời gian không dẫn tới chứng thư gốc nào trạm tin.', 'Thêm chứng thư gốc của dịch vụ bằng “sohoa configure --trust”; hồ sơ đã ký và an toàn.'),
    en: text('The time stamp is from an authority that is not trusted.', 'Its certificate leads to none of the trusted roots.', 'Add its root with “sohoa configure --trust”; the record is signed and safe.'),
  },
  tsa_lied: {
    vi: text('Dấu thời gian trả về không đúng ({detail}).', 'Nội dung không khớp yêu cầu nên đã bị loại.', 'Báo người quản trị kiểm tra địa chỉ dịch vụ dấu thời gian.'),
    en: text('The time stamp that came back is wrong ({detail}).', 'It does not match the request and was thrown away.', 'Have the administrator check the service address.'),
  },
  hub_unreachable: {
    vi: text('Không kết nối được nơi nhận “{target}”.', 'Mất mạng hoặc máy chủ không trả lời.', 'Hồ sơ nằm trong hộp gửi; gửi lại bằng “sohoa deliver”.'),
    en: text('“{target}” cannot be reached.', 'No network, or the server is silent.', 'It stays in the outbox; send again with “sohoa deliver”.'),
  },
  hub_busy: {
    vi: text('Nơi nhận “{target}” đang bận ({status}).', 'Máy chủ yêu cầu gửi lại sau.', 'Hồ sơ nằm trong hộp gửi; gửi lại bằng “sohoa deliver”.'),
    en: text('“{target}” is busy ({status}).', 'The server asks to try later.', 'It stays in the outbox; send again with “sohoa deliver”.'),
  },
  hub_untrusted: {
    vi: text('Không tin được máy chủ của “{target}”.', 'Chứng thư của máy chủ không do CA đã khai báo cho nơi nhận này cấp.', 'Chưa gửi gì. Báo người quản trị kiểm tra cấu hình nơi nhận.'),
    en: text('The server of “{target}” is not trusted.', 'Its TLS certificate is not from the pinned CA.', 'Nothing was sent. Have the administrator check the target.'),
  },
  hub_refused: {
    vi: text('Nơi nhận “{target}” từ chối ({reason}).', 'Hồ sơ không đạt kiểm tra của nơi nhận.', 'Xem lý do và báo người quản trị.'),
    en: text('“{target}” refused ({reason}).', 'The record did not pass its checks.', 'Read the reason and tell the administrator.'),
  },
  hub_holds_another: {
    vi: text('Nơi nhận đang giữ kết quả này kèm thông tin khác (chủ, mã hồ sơ hoặc cơ quan).', 'Tệp đã tới nơi trong một lần gửi mà trạm không còn nhớ, ví dụ sau khi khôi phục từ bản sao.', 'Nhập lại đúng thông tin đã gửi rồi chạy “sohoa deliver --id MÃ”; nếu thông tin đó sai, hủy và thu hồi: “sohoa void MÃ --recall-reason "wrong recipient" --reason …”.'),
    en: text('The receiver holds this result with other data (owner, dossier code or agency).', 'The file arrived in a delivery that this station does not remember, for instance after a restore.', 'Tell the data as it was sent, then run “sohoa deliver --id ID”; if that data is wrong, void and call back: “sohoa void ID --recall-reason "wrong recipient" --reason …”.'),
  },
  hub_receipt_invalid: {
    vi: text('Biên nhận của “{target}” không hợp lệ.', 'Chữ ký hoặc nội dung biên nhận không đúng ({detail}).', 'Chưa ghi là đã giao. Báo người quản trị.'),
    en: text('The receipt of “{target}” is not valid.', 'Its signature or content is wrong ({detail}).', 'It is not recorded as delivered. Tell the administrator.'),
  },
  hub_digest_mismatch: {
    vi: text('Nơi nhận “{target}” xác nhận một tệp khác.', 'Mã băm trong biên nhận không khớp tệp đã gửi.', 'Chưa ghi là đã giao; gửi lại bằng “sohoa deliver”. Nếu lặp lại, báo người quản trị.'),
    en: text('“{target}” acknowledged another file.', 'The digest in the receipt is not that of the file sent.', 'It is not recorded as delivered; send again with “sohoa deliver”.'),
  },
  target_not_configured: {
    vi: text('Chưa cấu hình nơi nhận “{target}”.', 'Thiếu địa chỉ hoặc CA của nơi nhận.', 'Chạy “sohoa configure --target {target}=URL --target-ca TỆP.pem”.'),
    en: text('The target “{target}” is not configured.', 'Its address or CA is missing.', 'Run “sohoa configure --target {target}=URL --target-ca FILE.pem”.'),
  },
  target_off: {
    vi: text('Đang tạm ngừng gửi tới “{target}”.', 'Người quản trị đã tạm ngừng nơi nhận này; kết quả vẫn chờ trong Hộp gửi.', 'Bật lại trong Cài đặt, hoặc chạy “sohoa configure --targets-off none”.'),
    en: text('Nothing is sent to “{target}” for the time being.', 'An administrator has turned this receiver off; results wait in the outbox.', 'Turn it on in Settings, or run “sohoa configure --targets-off none”.'),
  },
  target_in_use: {
    vi: text('Chưa bỏ nơi nhận “{target}”.', '{waiting} lượt gửi hoặc thu hồi đang chờ nơi này, {received} kết quả đã tới đó và có thể phải thu hồi.', 'Nên tạm ngừng thay vì bỏ. Vẫn bỏ: những gì đang chờ sẽ chờ đến khi khai báo lại (“--even-in-use”).'),
    en: text('The receiver “{target}” was not removed.', '{waiting} deliveries or recalls wait for it; {received} results have come to it and may have to be called back.', 'Better turn it off. If it is removed even so (“--even-in-use”), what waits waits until it is told again.'),
  },
}
