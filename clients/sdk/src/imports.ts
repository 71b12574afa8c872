import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';
import { signedUrl, uploadFile } from './storage.ts';

/** What a column of a file is for. */
export interface ColumnUse {
  field: 'phone' | 'name' | 'locale' | 'labels' | 'groups' | 'attribute';
  /** Of the attribute. */
  key?: string;
}

/** What was found in a file. `field` and `key` of a column are what its name suggests. */
export interface ImportAnalysis {
  format: 'csv' | 'xlsx';
  encoding?: string;
  delimiter?: string;
  sheets?: string[];
  sheet?: string;
  has_header: boolean;
  rows: number;
  columns: ({ name: string; samples: string[] } & Partial<ColumnUse>)[];
}

/** Counts of a dry run. */
export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  duplicate: number;
  failed: number;
  at: string;
}

/** An import as it now is. */
export type ContactImport = Omit<Tables<'contact_imports'>, 'analysis' | 'report' | 'state'> & {
  state: 'created' | 'uploaded' | 'analysed' | 'dry_run' | 'running' | 'completed' | 'canceled' | 'failed';
  analysis: ImportAnalysis | null;
  report: ImportReport | null;
};

export type ContactImportError = Tables<'contact_import_errors'>;

/** How to read a file where the analysis guessed wrong. */
export interface ImportReading {
  delimiter?: ',' | ';' | '\t' | '|';
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  has_header?: boolean;
  sheet?: string;
}

export interface ImportSettings {
  /** Columns count from 0; one of them must be the phone. */
  mapping: ({ column: number } & ColumnUse)[];
  /** Two letters, for numbers without country code. */
  default_country?: string;
  /** ISO dates are always understood. */
  date_format?: 'iso' | 'dmy' | 'mdy';
  /** For contacts that are there already: leave alone, take the file's values over, or only what is missing. */
  policy?: 'skip' | 'update' | 'fill_blanks';
  /** With consent_source: everybody written by this import has agreed to this kind of message. */
  consent_category?: 'marketing' | 'utility' | 'service';
  consent_source?: string;
  /** Names; made when missing, given to every contact of the file. */
  labels?: string[];
  groups?: string[];
}

/** How far an import is; every event carries all counts. */
export interface ImportProgress {
  import_id: string;
  state: ContactImport['state'];
  rows_total: number | null;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  duplicate: number;
  failed: number;
  failure_code: string | null;
}

export interface Imports {
  /**
   * Begins an import in the chosen brand, uploads its file and has it analysed; wait for the state `analysed` or `failed`.
   * @throws WabaseError `permission_denied`, `import_settings_invalid`, `too_many_imports`, `storage_refused`
   */
  upload(file: Blob, fileName: string): Promise<ContactImport>;
  /** @throws WabaseError `not_found` */
  get(importId: string): Promise<ContactImport>;
  /** Imports of the chosen brand, the newest first. @param options.before id of the last one of the page before */
  list(options?: { before?: string; limit?: number }): Promise<ContactImport[]>;
  /** Has the file read again, in another way. @throws WabaseError `import_settings_invalid` */
  analyse(importId: string, reading: ImportReading): Promise<ContactImport>;
  /**
   * Starts an analysed import; with `dryRun` nothing is written, and the import comes back to `analysed` with a report.
   * @throws WabaseError `import_not_analysed`, `import_settings_invalid`, `too_many_imports`
   */
  start(importId: string, settings: ImportSettings, options?: { dryRun?: boolean }): Promise<ContactImport>;
  /** Ends it between two batches: what was written stays. */
  cancel(importId: string): Promise<ContactImport>;
  /** Rows that were refused, in the order of the file. @param options.after row of the last one read */
  errors(importId: string, options?: { after?: number; limit?: number }): Promise<ContactImportError[]>;
  /** Address of the error file for the next minute; null when every row was good. @throws WabaseError `storage_refused` */
  errorFileUrl(of: Pick<ContactImport, 'errors_path'>): Promise<string | null>;
  /**
   * Hears of the imports of a brand (the chosen one unless given) as they go on, about twice a second.
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribe(listener: {
    brandId?: string;
    onProgress: (progress: ImportProgress) => void;
    onState?: (state: 'live' | 'interrupted') => void;
  }): Promise<Unsubscribe>;
}

export function createImports(supabase: Supabase, scope: Scope, feed: BrandFeed): Imports {
  // The database documents these shapes; generated types know only that they are JSON.
  const shaped = (row: Tables<'contact_imports'>) => row as unknown as ContactImport;
  const analyse = async (import_id: string, reading: ImportReading) =>
    shaped(await rows(supabase.rpc('analyse_import', { import_id, reading: reading as Json })));

  return {
    async upload(file, file_name) {
      const { id, storage_path } = await rows(
        supabase.rpc('create_import', { brand_id: scope.require(), file_name }),
      );
      await uploadFile(supabase, 'imports', storage_path, file);
      return analyse(id, {});
    },
    get: async (importId) =>
      shaped(await rows(supabase.from('contact_imports').select().eq('id', importId).single())),
    async list({ before, limit = 50 } = {}) {
      const query = supabase
        .from('contact_imports')
        .select()
        .eq('brand_id', scope.require())
        .order('id', { ascending: false })
        .limit(limit);
      return (await rows(before === undefined ? query : query.lt('id', before))).map(shaped);
    },
    analyse,
    start: async (import_id, settings, { dryRun = false } = {}) =>
      shaped(
        await rows(
          // An interface has no index signature, which is all that keeps it from being Json.
          supabase.rpc('start_import', { import_id, settings: settings as unknown as Json, dry_run: dryRun }),
        ),
      ),
    cancel: async (import_id) => shaped(await rows(supabase.rpc('cancel_import', { import_id }))),
    errors: (importId, { after = 0, limit = 100 } = {}) =>
      rows(
        supabase
          .from('contact_import_errors')
          .select()
          .eq('import_id', importId)
          .gt('row_number', after)
          .order('row_number')
          .order('column_number')
          .limit(limit),
      ),
    errorFileUrl: async ({ errors_path }) =>
      errors_path === null ? null : signedUrl(supabase, 'exports', errors_path),
    subscribe: ({ brandId, onProgress, onState }) =>
      feed.listen('contacts', scope.require(brandId), {
        onState,
        onEvent({ event, payload }) {
          // The database is the only sender on these channels, so its shapes hold.
          if (event === 'contact_import') onProgress(payload as unknown as ImportProgress);
        },
      }),
  };
}
