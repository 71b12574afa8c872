import type { Json } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** A period in days, null where the platform decides, and the days between which it may be set. */
export interface RetentionPeriod {
  days: number | null;
  shortest: number;
  longest: number;
}

export interface RetentionPeriods {
  /** Messages with their files, and conversations that are closed. Without a period they stay. */
  message_days: RetentionPeriod;
  /** Values in the audit log: who changed what and when stays. */
  audit_days: RetentionPeriod;
  /** Files of imports and their refused rows. */
  import_file_days: RetentionPeriod;
  /** Files of exports, and copies made for persons. */
  export_file_days: RetentionPeriod;
}

export interface Retention {
  /** @throws WabaseError `permission_denied` */
  get(organizationId: string): Promise<RetentionPeriods>;
  /**
   * Changes the periods that are given; null is as the platform does. What is too old then goes within a day and cannot be
   * brought back.
   * @throws WabaseError `retention_invalid`, `permission_denied`
   */
  set(
    organizationId: string,
    periods: Partial<Record<keyof RetentionPeriods, number | null>>,
  ): Promise<RetentionPeriods>;
}

export function createRetention(supabase: Supabase): Retention {
  // The database documents this shape; generated types know only that it is JSON.
  const shaped = (answer: Json) => answer as unknown as RetentionPeriods;
  return {
    get: async (organization_id) => shaped(await rows(supabase.rpc('retention', { organization_id }))),
    set: async (organization_id, periods) =>
      shaped(await rows(supabase.rpc('set_retention', { organization_id, periods }))),
  };
}
