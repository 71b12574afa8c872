'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ContactImport, ImportReading } from '../../../../sdk/src/imports.ts';
import { Field, Select } from '../../../ui/field.tsx';
import { useClient } from '../../session/session.tsx';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;

interface ReadingFieldsProps {
  found: ContactImport;
  /** The file is read anew. */
  onChanged: () => void;
}

/** How the file was read, for the files of which it was guessed wrong. */
export function ReadingFields({ found, onChanged }: ReadingFieldsProps) {
  const { t } = useTranslation('imports');
  const client = useClient();
  const reading = useMutation({
    mutationFn: (change: ImportReading) => client.imports.analyse(found.id, change),
    onSuccess: onChanged,
    onError: (error) => toast.error(error.message),
  });
  const { analysis } = found;
  if (analysis === null) return null;
  const isCsv = analysis.format === 'csv';
  const sheets = analysis.sheets ?? [];
  const held: ImportReading = {
    has_header: analysis.has_header,
    ...(isCsv && analysis.delimiter !== undefined && { delimiter: analysis.delimiter as ',' }),
    ...(isCsv && analysis.encoding !== undefined && { encoding: analysis.encoding as 'utf-8' }),
    ...(analysis.sheet !== undefined && { sheet: analysis.sheet }),
  };
  const set = (change: ImportReading) => reading.mutate({ ...held, ...change });
  return (
    <details className="border-t">
      <summary className="cursor-pointer px-4 py-2.5 font-medium text-[0.8125rem] text-ink-soft">
        {t('reading.title')}
      </summary>
      <fieldset disabled={reading.isPending} className="grid gap-4 px-4 pt-1 pb-4 sm:grid-cols-3">
        <Field label={t('reading.header')}>
          {(props) => (
            <Select
              {...props}
              value={String(analysis.has_header)}
              onChange={({ target }) => set({ has_header: target.value === 'true' })}
            >
              <option value="true">{t('reading.names')}</option>
              <option value="false">{t('reading.contact')}</option>
            </Select>
          )}
        </Field>
        {isCsv && (
          <>
            <Field label={t('reading.delimiter')}>
              {(props) => (
                <Select
                  {...props}
                  value={analysis.delimiter ?? ','}
                  onChange={({ target }) => set({ delimiter: target.value as ',' })}
                >
                  {DELIMITERS.map((one) => (
                    <option key={one} value={one}>
                      {one === '\t' ? t('reading.tab') : one}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={t('reading.encoding')}>
              {(props) => (
                <Select
                  {...props}
                  value={analysis.encoding ?? 'utf-8'}
                  onChange={({ target }) => set({ encoding: target.value as 'utf-8' })}
                >
                  {ENCODINGS.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Select>
              )}
            </Field>
          </>
        )}
        {sheets.length > 1 && (
          <Field label={t('reading.sheet')}>
            {(props) => (
              <Select
                {...props}
                value={analysis.sheet ?? sheets[0]}
                onChange={({ target }) => set({ sheet: target.value })}
              >
                {sheets.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </fieldset>
    </details>
  );
}
