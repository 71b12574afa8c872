import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';

/** What whoever imports knows of the file. */
export const importReading = z.object({
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  has_header: z.boolean().optional(),
  sheet: z.string().optional(),
});

const importJob = z.object({
  id: z.string(),
  organization_id: z.string(),
  brand_id: z.string(),
  file_name: z.string(),
  storage_path: z.string(),
  state: z.string(),
  reading: importReading,
  analysis: z
    .object({
      format: z.enum(['csv', 'xlsx']),
      header_row: z.number(),
      sheet: z.string().optional(),
      columns: z.array(z.object({ name: z.string() })),
    })
    .nullable(),
  mapping: z.array(
    z.object({
      column: z.number(),
      field: z.enum(['phone', 'name', 'locale', 'labels', 'groups', 'attribute']),
      key: z.string().optional(),
    }),
  ),
  attributes: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      type: z.enum(['text', 'number', 'boolean', 'date', 'option']),
      options: z.array(z.string()),
    }),
  ),
  default_country: z.string().nullable(),
  date_format: z.enum(['iso', 'dmy', 'mdy']),
  cursor_row: z.number(),
  rows_with_errors: z.number(),
});

/** An import as the worker needs it, see private.read_import. */
export type ImportJob = z.infer<typeof importJob>;

/** The import as it is now, or null when it is gone. */
export async function readImportJob(sql: Database, id: string): Promise<ImportJob | null> {
  const [row] = await sql<{ job: unknown }[]>`select private.read_import(${id}) as job`;
  return importJob.nullable().parse(row?.job ?? null);
}
