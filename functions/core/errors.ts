/**
 * Every error that an edge function itself can answer with: slug → HTTP status, message, next step.
 * Slugs are public contract (clients branch on them), so one is never renamed, only added.
 */
export const errorCatalogue = {
  body_invalid: { status: 400, message: 'The body is not valid JSON.', hint: 'Send a JSON object.' },
  token_missing: {
    status: 401,
    message: 'No access token was sent.',
    hint: 'Send "Authorization: Bearer <access token of the signed-in user>".',
  },
  token_invalid: {
    status: 401,
    message: 'The access token is not valid or has expired.',
    hint: 'Sign in again or refresh the session.',
  },
  signature_missing: {
    status: 401,
    message: 'The request is not signed.',
    hint: 'Only Meta calls this address: it signs with X-Hub-Signature-256.',
  },
  signature_invalid: {
    status: 401,
    message: 'The signature does not match the body.',
    hint: 'Check that WHATSAPP_APP_SECRETS holds the secret of the app that sends the webhook.',
  },
  verify_token_invalid: {
    status: 403,
    message: 'The verify token does not match.',
    hint: 'Use the value of WHATSAPP_VERIFY_TOKEN in the app dashboard.',
  },
  permission_denied: {
    status: 403,
    message: 'You may not do this.',
    hint: 'Ask an administrator of the organization for the permission.',
  },
  brand_mismatch: {
    status: 403,
    message: 'The request is about another brand than the one in the x-brand-id header.',
    hint: 'Send the header of the brand concerned, or leave it out.',
  },
  route_not_found: { status: 404, message: 'There is no such route.', hint: 'Check the path.' },
  not_found: { status: 404, message: 'There is no such record.', hint: 'Check the id.' },
  method_not_allowed: {
    status: 405,
    message: 'This route does not accept the method.',
    hint: 'See the Allow header.',
  },
  already_exists: { status: 409, message: 'Such a record exists already.', hint: 'Use the existing one.' },
  reference_invalid: {
    status: 409,
    message: 'A record that this one refers to does not exist, or is still in use.',
    hint: 'Check the ids in the request.',
  },
  body_too_large: { status: 413, message: 'The body is too large.', hint: 'Send less at once.' },
  validation_failed: {
    status: 422,
    message: 'The request is not valid.',
    hint: 'Correct the fields that are named.',
  },
  whatsapp_token_invalid: {
    status: 422,
    message: 'Meta does not accept the WhatsApp access token.',
    hint: 'Make a new token with whatsapp_business_messaging and whatsapp_business_management.',
  },
  whatsapp_number_not_in_account: {
    status: 422,
    message: 'The phone number does not belong to this WhatsApp Business account.',
    hint: 'Check phone_number_id and waba_id in WhatsApp Manager.',
  },
  whatsapp_rejected: {
    status: 422,
    message: 'Meta refused the request.',
    hint: 'See the message for the reason that Meta gave.',
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side.',
    hint: 'Try again; if it stays, report the request_id.',
  },
  whatsapp_unreachable: {
    status: 502,
    message: 'Meta could not be reached or did not answer clearly.',
    hint: 'Try again in a minute.',
  },
  not_configured: {
    status: 503,
    message: 'This function is not configured.',
    hint: 'Set the environment variables named in the log.',
  },
  auth_unavailable: {
    status: 503,
    message: 'The keys of Supabase Auth cannot be read now.',
    hint: 'Try again in a few seconds.',
  },
  database_unavailable: {
    status: 503,
    message: 'The database cannot answer now.',
    hint: 'Try again in a few seconds.',
  },
} as const;

/** A slug of the catalogue. */
export type ErrorSlug = keyof typeof errorCatalogue;

/**
 * Every slug that our SQL raises (in `detail`) → its HTTP status. Message and hint are written where it is raised;
 * here it is listed, so that one file names all slugs. A test compares this with `sql/`.
 */
export const sqlErrorCatalogue: Readonly<Record<string, number>> = {
  plan_feature_missing: 402,
  plan_limit_reached: 402,
  quota_exceeded: 402,
  role_beyond_own: 403,
  brand_mismatch: 403,
  invitation_for_other_email: 403,
  contact_merged: 409,
  merge_too_old: 409,
  merged_again: 409,
  contact_busy: 503,
  already_member: 409,
  brand_archived: 409,
  brand_is_default: 409,
  brand_is_sending: 409,
  invitation_closed: 409,
  invitation_exists: 409,
  invitation_expired: 409,
  invitation_unknown: 409,
  invitation_void: 409,
  last_owner: 409,
  ownership_not_transferable: 409,
  read_committed_needed: 409,
  role_in_use: 409,
  role_key_taken: 409,
  availability_unknown: 422,
  brand_scope_unclear: 422,
  brand_unknown: 422,
  number_unknown: 422,
  email_invalid: 422,
  member_status_unknown: 422,
  owner_has_all_brands: 422,
  permission_unknown: 422,
  role_unknown: 422,
  theme_contrast_too_low: 422,
  timezone_unknown: 422,
  too_many_contacts: 422,
  sign_in_required: 403,
  permission_denied: 403,
  append_only: 403,
  slug_taken: 409,
  organization_closed: 409,
  number_already_connected: 409,
  number_not_connected: 409,
  phone_of_deleted_contact: 409,
  phone_taken: 409,
  import_not_analysed: 409,
  too_many_imports: 409,
  quota_busy: 409,
  campaign_launching: 409,
  campaign_not_draft: 409,
  parameters_incomplete: 409,
  second_person_needed: 403,
  template_exists: 409,
  template_in_review: 409,
  template_in_use: 409,
  template_is_at_meta: 409,
  template_not_approved: 409,
  template_of_other_account: 409,
  template_state: 409,
  attribute_invalid: 422,
  attribute_unknown: 422,
  audience_empty: 422,
  audit_filters_invalid: 422,
  audience_invalid: 422,
  brand_header_invalid: 422,
  change_invalid: 422,
  canned_reply_not_found: 422,
  cursor_invalid: 422,
  selection_invalid: 422,
  sending_limit_invalid: 422,
  filter_invalid: 422,
  sort_unknown: 422,
  contact_not_found: 422,
  consent_invalid: 422,
  evidence_missing: 422,
  opted_out: 422,
  no_consent: 422,
  import_settings_invalid: 422,
  retention_invalid: 422,
  export_invalid: 422,
  invalid_recipient: 422,
  label_unknown: 422,
  member_not_in_brand: 422,
  note_invalid: 422,
  snooze_invalid: 422,
  message_invalid: 422,
  file_invalid: 422,
  file_not_found: 422,
  media_not_retryable: 409,
  phone_required: 422,
  target_not_found: 422,
  target_too_old: 422,
  template_not_found: 422,
  organization_invalid: 422,
  error_class_unknown: 422,
  message_not_failed: 409,
  message_of_campaign: 409,
  parameter_missing: 422,
  reason_missing: 422,
  schedule_invalid: 422,
  template_invalid: 422,
  plan_unknown: 422,
  plan_is_yours: 409,
  plan_request_not_found: 404,
  organization_not_found: 422,
  organization_ambiguous: 422,
  feature_unknown: 422,
  window_closed: 422,
};

/** An error whose words may be shown to the caller. Everything else is answered as `internal_error`. */
export class AppError extends Error {
  readonly slug: string;
  readonly status: number;
  readonly hint: string;

  constructor(fields: { slug: string; status: number; message: string; hint: string; cause?: unknown }) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = 'AppError';
    this.slug = fields.slug;
    this.status = fields.status;
    this.hint = fields.hint;
  }
}

/** Makes the catalogue's error; `message` and `hint` may be made more exact, the status may not. */
export function appError(
  slug: ErrorSlug,
  more: { message?: string; hint?: string; cause?: unknown } = {},
): AppError {
  const entry = errorCatalogue[slug];
  return new AppError({
    slug,
    status: entry.status,
    message: more.message ?? entry.message,
    hint: more.hint ?? entry.hint,
    cause: more.cause,
  });
}

/** What a thrown value becomes for the caller: itself when it is ours, else `internal_error` without detail. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : appError('internal_error', { cause: error });
}

/** The one error body of all functions. */
export function errorBody(error: AppError, requestId: string): string {
  return JSON.stringify({
    error: { slug: error.slug, message: error.message, hint: error.hint, request_id: requestId },
  });
}
