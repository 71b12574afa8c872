import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

/** One changed row: who, what, the columns before and after. */
export type AuditEntry = Tables<'audit_log'>;

export interface AuditFilters {
  organizationId: string;
  brandId?: string;
  /** Id of a user or API key, name of a job. */
  actorId?: string;
  /** A table, e.g. `contacts`. */
  entity?: string;
  entityId?: string;
  action?: 'insert' | 'update' | 'delete';
  from?: Date;
  /** Not included. */
  until?: Date;
}

/** The answer of `verify_audit`. */
export interface AuditVerdict {
  ok: boolean;
  seals: number;
  entries: number;
  /** Entries from then on are not sealed yet; null before the first seal. */
  sealed_until: string | null;
  /** The end of the chain. Keep its hash elsewhere, and later history cannot be made anew without notice. */
  head: { sequence: number; hash: string } | null;
  first_broken: {
    reason:
      | 'entry_added'
      | 'entry_removed'
      | 'entry_changed'
      | 'entry_without_seal'
      | 'seal_removed'
      | 'seal_changed'
      | 'seal_reordered'
      | 'chain_broken'
      | 'known_hash_missing';
    sequence?: number | null;
    minute?: string;
    /** Entries when it was sealed, and now. */
    sealed?: number | null;
    found?: number;
  } | null;
}

export interface Audit {
  /**
   * Newest entries first; needs `audit.view`.
   * @param page.before id of the last entry of the page before
   */
  list(filters: AuditFilters, page?: { before?: string; limit?: number }): Promise<AuditEntry[]>;
  /**
   * The entries as CSV, oldest first, a page at a time; the first begins with the header line.
   * @throws WabaseError `permission_denied`, `plan_feature_missing`
   */
  exportCsv(filters: AuditFilters, pageSize?: number): AsyncGenerator<string, void>;
  /**
   * Compares the log with its hash chain.
   * @param knownHash a hash that an earlier verdict gave as `head.hash`
   */
  verify(organizationId: string, knownHash?: string): Promise<AuditVerdict>;
}

export function createAudit(supabase: Supabase): Audit {
  return {
    list(filters, { before, limit = 100 } = {}) {
      let query = supabase.from('audit_log').select().eq('organization_id', filters.organizationId);
      if (filters.brandId !== undefined) query = query.eq('brand_id', filters.brandId);
      if (filters.actorId !== undefined) query = query.eq('actor_id', filters.actorId);
      if (filters.entity !== undefined) query = query.eq('entity', filters.entity);
      if (filters.entityId !== undefined) query = query.eq('entity_id', filters.entityId);
      if (filters.action !== undefined) query = query.eq('action', filters.action);
      if (filters.from !== undefined) query = query.gte('at', filters.from.toISOString());
      if (filters.until !== undefined) query = query.lt('at', filters.until.toISOString());
      if (before !== undefined) query = query.lt('id', before);
      return rows(query.order('id', { ascending: false }).limit(limit));
    },
    async *exportCsv(filters, pageSize = 1000) {
      for (let after: string | undefined; ; ) {
        const page = await rows(
          supabase.rpc('export_audit_csv', { filters: { ...columnsOf(filters), limit: pageSize, after } }),
        );
        if (page !== '') yield page;
        const last = lastId(page);
        if (last === undefined) return;
        after = last;
      }
    },
    async verify(organizationId, knownHash) {
      const verdict = await rows(
        supabase.rpc('verify_audit', {
          organization_id: organizationId,
          ...(knownHash !== undefined && { known_hash: knownHash }),
        }),
      );
      // The function's comment is the contract of its JSON.
      return verdict as unknown as AuditVerdict;
    },
  };
}

function columnsOf({ organizationId, brandId, actorId, entityId, from, until, ...same }: AuditFilters) {
  return {
    ...same,
    organization_id: organizationId,
    brand_id: brandId,
    actor_id: actorId,
    entity_id: entityId,
    from: from?.toISOString(),
    until: until?.toISOString(),
  };
}

/** The id that the last line of a page begins with; nothing for an empty page or a header alone. */
function lastId(page: string): string | undefined {
  return /(?:^|\n)"([0-9a-f-]{36})",[^\n]*\r\n$/.exec(page)?.[1];
}
