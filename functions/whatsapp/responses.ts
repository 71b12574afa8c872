import { z } from 'zod';

/** Shapes of Graph answers, tolerant of whatever else Meta adds. */

export const successSchema = z.looseObject({ success: z.literal(true) });

export const phoneNumberSchema = z.looseObject({
  id: z.string(),
  display_phone_number: z.string(),
  verified_name: z.string().nullish(),
  /** GREEN, YELLOW, RED, UNKNOWN or NA. */
  quality_rating: z.string().nullish(),
  status: z.string().nullish(),
  /** STANDARD is 80 messages a second, HIGH 1,000. */
  throughput: z.looseObject({ level: z.string().nullish() }).nullish(),
});

export const tokenSchema = z.looseObject({
  data: z.looseObject({
    is_valid: z.boolean(),
    app_id: z.coerce.string().nullish(),
    /** Unix seconds; 0 = never. */
    expires_at: z.number().nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
});

export const templateCreatedSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  category: z.string().nullish(),
});

export const templatePageSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string(),
      components: z.array(z.looseObject({})).nullish(),
    }),
  ),
  paging: z.looseObject({ cursors: z.looseObject({ after: z.string().nullish() }).nullish() }).nullish(),
});

/** An upload's id holds a signature as its query, which belongs to it. */
export const uploadSchema = z.looseObject({ id: z.string().regex(/^upload:[\w=:%+.~-]+(\?[\w=&%+.~-]*)?$/) });
export const uploadStateSchema = z.looseObject({ file_offset: z.coerce.number().int().min(0) });
export const handleSchema = z.looseObject({ h: z.string().min(1) });

export const mediaSchema = z.looseObject({
  id: z.string().nullish(),
  url: z.url(),
  mime_type: z.string(),
  /** Hex or base64; Meta's pages show both. */
  sha256: z.string().nullish(),
  file_size: z.coerce.number().nullish(),
});
