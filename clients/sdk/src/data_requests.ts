import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';
import { signedUrl } from './storage.ts';

/** A person's demand for a copy of his data or for its erasure, as it now is. */
export type DataRequest = Omit<Tables<'data_requests'>, 'kind' | 'status'> & {
  kind: 'export' | 'erase';
  status: 'queued' | 'running' | 'done' | 'failed';
};

export interface DataRequests {
  /**
   * Has a zip made of everything the brand holds about a person; wait for the status `done` or `failed`. While one is being
   * made it is given again.
   * @throws WabaseError `permission_denied`, `contact_merged`
   */
  requestExport(contactId: string): Promise<DataRequest>;
  /**
   * Erases a person for good: hidden at once, erased by the worker. It cannot be taken back.
   * @throws WabaseError `permission_denied`, `contact_merged`
   */
  erase(contactId: string): Promise<DataRequest>;
  /** @throws WabaseError `not_found` */
  get(requestId: string): Promise<DataRequest>;
  /** Requests about a contact, also one that is erased, the newest first. */
  list(contactId: string): Promise<DataRequest[]>;
  /** Address of the zip for the next minute, under which a browser saves it; null without a file. */
  downloadUrl(of: Pick<DataRequest, 'file_path'>): Promise<string | null>;
}

export function createDataRequests(supabase: Supabase): DataRequests {
  // The database checks kind and status; generated types know only that they are text.
  const shaped = (row: Tables<'data_requests'>) => row as DataRequest;
  return {
    requestExport: async (contact_id) =>
      shaped(await rows(supabase.rpc('request_contact_export', { contact_id }))),
    erase: async (contact_id) => shaped(await rows(supabase.rpc('erase_contact', { contact_id }))),
    get: async (requestId) =>
      shaped(await rows(supabase.from('data_requests').select().eq('id', requestId).single())),
    list: async (contactId) =>
      (
        await rows(
          supabase
            .from('data_requests')
            .select()
            .eq('contact_id', contactId)
            .order('id', { ascending: false })
            .limit(100),
        )
      ).map(shaped),
    downloadUrl: async ({ file_path }) =>
      file_path === null
        ? null
        : signedUrl(supabase, 'exports', file_path, file_path.slice(file_path.lastIndexOf('/') + 1)),
  };
}
