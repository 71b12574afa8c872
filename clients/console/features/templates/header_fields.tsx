'use client';
import { useMutation } from '@tanstack/react-query';
import { FileUp, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { type Edited, HEADER_FORMATS, type HeaderFormat } from './editor_draft.ts';

const TYPES: Partial<Record<HeaderFormat, string>> = {
  IMAGE: 'image/jpeg,image/png',
  VIDEO: 'video/mp4',
  DOCUMENT: 'application/pdf',
};

interface HeaderFieldsProps {
  edited: Edited;
  onChange: (change: Partial<Edited>) => void;
  problem: string | undefined;
  /** Is told a local address of the picture, to show it. */
  onPicture: (address: string | null) => void;
}

/** What stands above the text: words, a file of which Meta sees a sample, or a place on the map. */
export function HeaderFields({ edited, onChange, problem, onPicture }: HeaderFieldsProps) {
  const { t } = useTranslation('templates');
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const uploading = useMutation({
    mutationFn: (file: File) => client.media.upload(file),
    onSuccess: (samplePath, file) => {
      onChange({ samplePath });
      onPicture(file.type.startsWith('image/') ? URL.createObjectURL(file) : null);
    },
  });
  const accept = TYPES[edited.format];
  const isText = edited.format === 'TEXT';
  return (
    <div className="grid gap-3 sm:grid-cols-[11rem_1fr]">
      <Field label={t('editor.headerKind')}>
        {(props) => (
          <Select
            {...props}
            value={edited.format}
            onChange={(event) => {
              onPicture(null);
              onChange({ format: event.target.value as HeaderFormat, samplePath: null });
            }}
          >
            {HEADER_FORMATS.map((format) => (
              <option key={format} value={format}>
                {t(`editor.format.${format}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isText && (
        <Field
          label={t('editor.header')}
          hint={t('editor.headerHint')}
          error={edited.header === '' ? undefined : problem}
        >
          {(props) => (
            <Input
              {...props}
              value={edited.header}
              maxLength={60}
              onChange={(event) => onChange({ header: event.target.value })}
            />
          )}
        </Field>
      )}
      {accept !== undefined && (
        <div className="grid content-start gap-1.5">
          <p className="font-medium text-[0.8125rem]">{t('editor.sample')}</p>
          <div className="flex flex-wrap items-center gap-2">
            <Button busy={uploading.isPending} onClick={() => input.current?.click()}>
              {!uploading.isPending && <FileUp />}
              {edited.samplePath === null ? t('editor.chooseSample') : t('editor.otherSample')}
            </Button>
            {edited.samplePath !== null && (
              <span className="inline-flex min-w-0 items-center gap-1 text-ink-soft">
                <span className="truncate">{edited.samplePath.split('/').at(-1)}</span>
                <Button
                  tone="quiet"
                  size="icon-sm"
                  aria-label={t('editor.removeSample')}
                  onClick={() => {
                    onPicture(null);
                    onChange({ samplePath: null });
                  }}
                >
                  <X />
                </Button>
              </span>
            )}
            <input
              ref={input}
              type="file"
              accept={accept}
              aria-label={t('editor.sample')}
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file !== undefined) uploading.mutate(file);
                event.target.value = '';
              }}
            />
          </div>
          <p className={`text-[0.8125rem] ${uploading.error ? 'text-bad' : 'text-ink-soft'}`}>
            {uploading.error?.message ?? t('editor.sampleHint')}
          </p>
        </div>
      )}
      {edited.format === 'LOCATION' && (
        <p className="self-end pb-2 text-[0.8125rem] text-ink-soft">{t('editor.locationHint')}</p>
      )}
    </div>
  );
}
