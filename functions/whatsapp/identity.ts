/**
 * Shape of a business-scoped user id, parent form included. For detection only: the id is opaque and kept as is.
 * Source: Meta, Business-scoped user IDs (2026-06); `CC.` or `CC.ENT.` and up to 128 letters and digits.
 */
const bsuidShape = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
/** E.164 allows 15 digits; Meta sends digits only, people type a plus and separators. */
const phoneShape = /^\+?[\d\s().-]{5,24}$/;

/** True when the text is a BSUID or a parent BSUID, never a phone. */
export function isBsuid(text: string): boolean {
  return bsuidShape.test(text);
}

/** The canonical phone, '+' and 5 to 15 digits, or null when the text is no phone. Never takes digits of a BSUID. */
export function canonicalPhone(text: string): string | null {
  if (!phoneShape.test(text)) {
    return null;
  }
  const digits = text.replace(/\D/g, '');
  return digits.length >= 5 && digits.length <= 15 ? `+${digits}` : null;
}

/** Who a payload speaks of, whichever of its fields said so. */
export interface Identity {
  phone: string | null;
  bsuid: string | null;
}

/**
 * Sorts a field for a phone (`from`, `wa_id`, `recipient_id`) and one for a BSUID by shape: some senders put a
 * BSUID where a phone belongs, and early payloads an empty text.
 */
export function classifyIdentity(phoneField: string | undefined, bsuidField: string | undefined): Identity {
  const phoneText = phoneField ?? '';
  const phone = canonicalPhone(phoneText);
  if (bsuidField) {
    return { phone, bsuid: bsuidField };
  }
  return { phone, bsuid: isBsuid(phoneText) ? phoneText : null };
}
