import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';
import { signedUrl } from './storage.ts';

/** An export as it now is. */
export type Export = Omit<Tables<'exports'>, 'state'> & {
  state: 'queued' | 'running' | 'completed' | 'failed' | 'expired';
};

/** What is exported: contacts by a filter as in their search, or what became of each recipient of a campaign. */
export type NewExport = { format: 'csv' | 'xlsx' } & (
  | { kind: 'contacts'; parameters?: { filter?: Json } }
  | { kind: 'campaign_messages'; parameters: { campaign_id: string } }
);

export interface Exports {
  /**
   * Has a file made of the chosen brand; wait for the state `completed` or `failed`.
   * @throws WabaseError `permission_denied`, `plan_feature_missing`, `quota_exceeded`, `filter_invalid`
   */
  request(wanted: NewExport): Promise<Export>;
  /** @throws WabaseError `not_found` */
  get(exportId: string): Promise<Export>;
  /** Exports of the chosen brand, the newest first. @param options.before id of the last one of the page before */
  list(options?: { before?: string; limit?: number }): Promise<Export[]>;
  /** Address of the file for the next minute, under which a browser saves it; null without a file. */
  downloadUrl(of: Pick<Export, 'storage_path'>): Promise<string | null>;
  /** Hears when an export of a brand (the chosen one unless given) is made or failed. */
  subscribe(listener: {
    brandId?: string;
    onChange: (change: { export_id: string; state: Export['state']; row_count: number | null }) => void;
    onState?: (state: 'live' | 'interrupted') => void;
  }): Promise<Unsubscribe>;
}

export function createExports(supabase: Supabase, scope: Scope, feed: BrandFeed): Exports {
  // The database checks these states; generated types know only that they are text.
  const shaped = (row: Tables<'exports'>) => row as Export;
  return {
    request: async ({ kind, parameters = {}, format }) =>
      shaped(
        await rows(
          supabase.rpc('request_export', {
            brand_id: scope.require(),
            kind,
            parameters: parameters as Json,
            format,
          }),
        ),
      ),
    get: async (exportId) =>
      shaped(await rows(supabase.from('exports').select().eq('id', exportId).single())),
    async list({ before, limit = 50 } = {}) {
      const query = supabase
        .from('exports')
        .select()
        .eq('brand_id', scope.require())
        .order('id', { ascending: false })
        .limit(limit);
      return (await rows(before === undefined ? query : query.lt('id', before))).map(shaped);
    },
    async downloadUrl({ storage_path }) {
      if (storage_path === null) return null;
      return signedUrl(
        supabase,
        'exports',
        storage_path,
        storage_path.slice(storage_path.lastIndexOf('/') + 1),
      );
    },
    subscribe: ({ brandId, onChange, onState }) =>
      feed.listen('contacts', scope.require(brandId), {
        onState,
        onEvent({ event, payload }) {
          // The database is the only sender on these channels, so its shapes hold.
          if (event === 'export') {
            onChange(payload as { export_id: string; state: Export['state']; row_count: number | null });
          }
        },
      }),
  };
}
