/** What a class of error means to a script, to HTTP and to a retrying caller. */
export interface ErrorKind {
  /** Process exit code: 2 usage, 3 waits for a person, 4 waits for the network, 5 bad input, 6 access, 7 station, 8 signing and trust, 130 broken off by a person (128 + SIGINT), 1 anything else. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 130
  readonly http: number
  /** `later`: the same call may succeed without anybody doing anything. */
  readonly retry: 'later' | 'after mending' | 'never'
}

const kind = (exit: ErrorKind['exit'], http: number, retry: ErrorKind['retry']): ErrorKind => ({ exit, http, retry })

/** Every error that may cross a room's border. Texts stand in `words/errors.ts`, keyed by these codes. */
export const errorRegistry = {
  internal: kind(1, 500, 'never'),
  usage: kind(2, 400, 'after mending'),
  invalid_params: kind(2, 400, 'after mending'),
  unknown_method: kind(2, 404, 'never'),
  cancelled: kind(130, 499, 'after mending'),
  not_found: kind(2, 404, 'after mending'),

  file_not_found: kind(5, 404, 'after mending'),
  file_unreadable: kind(5, 400, 'after mending'),
  file_being_written: kind(5, 409, 'later'),
  empty_folder: kind(5, 400, 'after mending'),
  empty_file: kind(5, 400, 'after mending'),
  upload_cut_short: kind(5, 400, 'after mending'),
  folder_nested: kind(5, 400, 'after mending'),
  file_too_large: kind(5, 413, 'after mending'),
  not_an_image: kind(5, 415, 'after mending'),
  image_damaged: kind(5, 422, 'after mending'),
  image_too_large: kind(5, 413, 'after mending'),
  image_unsupported: kind(5, 415, 'after mending'),
  image_too_many_pages: kind(5, 413, 'after mending'),
  pdf_damaged: kind(5, 422, 'after mending'),
  pdf_encrypted: kind(5, 422, 'after mending'),
  pdf_active_content: kind(5, 422, 'after mending'),
  pdf_certified: kind(5, 422, 'after mending'),
  pdf_too_many_pages: kind(5, 413, 'after mending'),
  pdf_page_too_large: kind(5, 413, 'after mending'),
  not_a_scan: kind(5, 422, 'after mending'),
  source_changed: kind(5, 409, 'after mending'),
  source_missing: kind(5, 409, 'after mending'),
  upload_unknown: kind(2, 404, 'after mending'),
  scanner_program_missing: kind(5, 409, 'after mending'),
  scanner_not_found: kind(5, 404, 'after mending'),
  scanner_settings: kind(2, 409, 'after mending'),
  scanner_busy: kind(5, 409, 'later'),
  scanner_jammed: kind(3, 409, 'after mending'),
  scanner_cover_open: kind(3, 409, 'after mending'),
  scanner_empty: kind(3, 409, 'after mending'),
  scanner_gone: kind(5, 409, 'after mending'),
  scan_under_way: kind(3, 409, 'later'),
  scan_unfinished: kind(3, 409, 'after mending'),
  lot_page_twice: kind(2, 409, 'after mending'),
  dossier_invalid: kind(5, 422, 'after mending'),
  reading_template_invalid: kind(5, 422, 'after mending'),
  dossier_differs: kind(3, 409, 'after mending'),
  capture_differs: kind(3, 409, 'after mending'),
  secret_document: kind(5, 451, 'never'),

  child_timeout: kind(5, 422, 'after mending'),
  child_memory: kind(5, 422, 'after mending'),
  child_crashed: kind(5, 422, 'after mending'),

  ocr_model_missing: kind(1, 500, 'after mending'),
  ocr_failed: kind(1, 500, 'later'),

  station_exists: kind(7, 409, 'never'),
  station_not_found: kind(7, 404, 'after mending'),
  station_in_use: kind(6, 423, 'later'),
  session_locked: kind(6, 423, 'after mending'),
  station_gone: kind(7, 503, 'later'),
  door_refused: kind(6, 403, 'never'),
  screens_missing: kind(1, 500, 'after mending'),
  port_taken: kind(2, 409, 'after mending'),
  station_newer: kind(7, 409, 'after mending'),
  station_damaged: kind(7, 500, 'after mending'),
  station_rolled_back: kind(7, 500, 'after mending'),
  header_damaged: kind(7, 500, 'after mending'),
  blob_damaged: kind(7, 500, 'after mending'),
  blob_missing: kind(7, 500, 'after mending'),
  audit_broken: kind(7, 500, 'after mending'),
  disk_full: kind(7, 507, 'after mending'),
  folder_not_writable: kind(7, 500, 'after mending'),
  wrong_passphrase: kind(6, 401, 'after mending'),
  passphrase_missing: kind(6, 401, 'after mending'),
  passphrase_too_short: kind(6, 400, 'after mending'),
  recovery_key_mistyped: kind(6, 400, 'after mending'),
  recovery_key_needed: kind(6, 401, 'after mending'),
  last_key_slot: kind(2, 409, 'after mending'),
  last_administrator: kind(2, 409, 'after mending'),
  right_missing: kind(6, 403, 'after mending'),
  officer_exists: kind(2, 409, 'after mending'),
  officer_unknown: kind(2, 404, 'after mending'),
  backup_not_found: kind(7, 404, 'after mending'),
  backup_ambiguous: kind(2, 409, 'after mending'),
  backup_damaged: kind(7, 500, 'after mending'),
  backup_place_invalid: kind(2, 409, 'after mending'),
  folder_not_empty: kind(2, 409, 'after mending'),
  restore_unfinished: kind(7, 409, 'after mending'),
  record_changed: kind(3, 409, 'later'),
  page_differs: kind(5, 409, 'after mending'),

  not_configured: kind(2, 409, 'after mending'),
  training_forbidden: kind(2, 409, 'never'),
  wrong_state: kind(3, 409, 'after mending'),
  awaiting_review: kind(3, 409, 'after mending'),
  awaiting_signature: kind(3, 409, 'after mending'),
  already_handed_over: kind(3, 409, 'never'),
  signer_needed: kind(3, 409, 'after mending'),
  returned_by_signer: kind(3, 409, 'after mending'),
  reason_missing: kind(2, 400, 'after mending'),
  paper_size_unknown: kind(3, 409, 'after mending'),
  page_unread: kind(3, 409, 'after mending'),
  page_unknown: kind(2, 404, 'after mending'),
  page_elsewhere: kind(3, 409, 'after mending'),
  last_page: kind(2, 409, 'after mending'),
  nothing_to_undo: kind(2, 409, 'never'),
  paper_incomplete: kind(3, 409, 'after mending'),
  finding_unknown: kind(2, 409, 'after mending'),
  clock_implausible: kind(3, 409, 'after mending'),
  recipient_uncertain: kind(3, 409, 'after mending'),
  already_delivered: kind(3, 409, 'after mending'),
  perhaps_delivered: kind(3, 409, 'after mending'),
  record_frozen: kind(3, 409, 'after mending'),
  record_voided: kind(3, 410, 'never'),
  record_replaced: kind(3, 410, 'never'),
  replacement_under_way: kind(3, 409, 'after mending'),
  replacement_same: kind(5, 409, 'after mending'),
  replaces_another: kind(3, 409, 'after mending'),
  authorisation_agreement_missing: kind(3, 409, 'after mending'),
  authorisation_missing: kind(3, 409, 'after mending'),
  owner_not_reachable: kind(3, 409, 'after mending'),
  vneid_on_request: kind(2, 409, 'after mending'),
  attachment_is_the_result: kind(5, 409, 'after mending'),
  original_undecided: kind(3, 409, 'after mending'),
  duplicate_result: kind(3, 409, 'after mending'),
  already_shared: kind(3, 409, 'after mending'),
  result_not_reusable: kind(3, 409, 'after mending'),
  shared_not_found: kind(5, 404, 'after mending'),
  shared_file_differs: kind(8, 502, 'after mending'),
  shared_file_untrusted: kind(8, 422, 'after mending'),
  field_invalid: kind(2, 400, 'after mending'),

  mark_template_missing: kind(1, 500, 'after mending'),
  mark_template_invalid: kind(1, 500, 'after mending'),
  mark_does_not_fit: kind(1, 500, 'after mending'),
  signature_has_no_room: kind(3, 409, 'after mending'),
  copy_resolution_too_low: kind(3, 409, 'after mending'),
  text_not_encodable: kind(1, 500, 'after mending'),
  size_limit_unreachable: kind(5, 413, 'after mending'),

  key_file_invalid: kind(8, 422, 'after mending'),
  key_passphrase_wrong: kind(8, 401, 'after mending'),
  key_too_weak: kind(8, 422, 'after mending'),
  officer_key_missing: kind(3, 409, 'after mending'),
  signature_awaited: kind(3, 409, 'after mending'),
  key_missing: kind(3, 409, 'after mending'),
  certificate_expired: kind(8, 409, 'after mending'),
  certificate_not_yet_valid: kind(8, 409, 'after mending'),
  certificate_agency_differs: kind(8, 409, 'after mending'),
  certificate_not_for_signing: kind(8, 409, 'after mending'),
  certificate_invalid: kind(8, 422, 'after mending'),
  certificate_untrusted: kind(8, 409, 'after mending'),
  certificate_revoked: kind(8, 409, 'after mending'),
  status_not_checked: kind(4, 503, 'later'),
  clock_differs: kind(8, 409, 'after mending'),
  trust_package_invalid: kind(5, 422, 'after mending'),
  trust_package_altered: kind(5, 422, 'after mending'),
  trust_package_older: kind(5, 409, 'after mending'),
  trust_package_signer_unknown: kind(5, 409, 'after mending'),
  trust_package_unsigned: kind(5, 409, 'after mending'),
  signing_failed: kind(8, 500, 'after mending'),
  signature_too_large: kind(8, 500, 'after mending'),
  signing_regime_missing: kind(8, 422, 'after mending'),
  signing_regime_invalid: kind(8, 422, 'after mending'),
  signature_check_failed: kind(8, 500, 'after mending'),

  token_module_invalid: kind(8, 422, 'after mending'),
  token_module_failed: kind(8, 502, 'after mending'),
  token_absent: kind(3, 409, 'after mending'),
  token_removed: kind(3, 409, 'after mending'),
  token_key_missing: kind(8, 409, 'after mending'),
  token_scheme_unsupported: kind(8, 409, 'after mending'),
  token_choice_needed: kind(2, 409, 'after mending'),
  pin_missing: kind(3, 401, 'after mending'),
  pin_wrong: kind(6, 401, 'after mending'),
  pin_wrong_last: kind(6, 401, 'after mending'),
  pin_locked: kind(6, 423, 'after mending'),
  pin_expired: kind(6, 401, 'after mending'),

  tsa_unreachable: kind(4, 503, 'later'),
  tsa_refused: kind(4, 502, 'later'),
  tsa_untrusted: kind(8, 502, 'after mending'),
  tsa_lied: kind(8, 502, 'after mending'),

  hub_unreachable: kind(4, 503, 'later'),
  hub_busy: kind(4, 503, 'later'),
  hub_untrusted: kind(8, 502, 'after mending'),
  hub_refused: kind(3, 422, 'after mending'),
  hub_holds_another: kind(3, 409, 'after mending'),
  hub_receipt_invalid: kind(8, 502, 'after mending'),
  hub_digest_mismatch: kind(8, 502, 'after mending'),
  target_not_configured: kind(2, 409, 'after mending'),
  target_off: kind(3, 409, 'after mending'),
  target_in_use: kind(3, 409, 'after mending'),
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errorRegistry

/** Values that fill an error's text. Never a secret, never document text; a file name only where the user gave it. */
export type ErrorParams = Readonly<Record<string, string | number>>

/** The one error class that crosses borders: a code and its parameters, no message to be parsed. */
export class SohoaError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'SohoaError'
    this.code = code
    this.params = params
  }
}

/** True when `text` is a code of the registry. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorRegistry, text)
}

/** Exit code, HTTP status and retry of an error code. */
export function kindOf(code: ErrorCode): ErrorKind {
  return errorRegistry[code]
}

/** Code and parameters of anything thrown; what is not a SohoaError becomes `internal` with the class name only. */
export function describeThrown(thrown: unknown): { code: ErrorCode; params: ErrorParams } {
  if (thrown instanceof SohoaError) return { code: thrown.code, params: thrown.params }
  return { code: 'internal', params: { type: thrown instanceof Error ? thrown.name : typeof thrown } }
}

/** Throws for a case that the types say cannot happen. */
export function unreachable(value: never): never {
  throw new SohoaError('internal', { type: `unexpected case ${typeof value}` })
}
