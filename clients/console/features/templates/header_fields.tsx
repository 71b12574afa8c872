'use client';
import { useTranslation } from 'react-i18next';
import { Field, Input, Select } from '../../ui/field.tsx';
import { type Edited, HEADER_FORMATS, type HeaderFormat } from './editor_draft.ts';
import { SampleField } from './sample_field.tsx';

export const SAMPLE_TYPES: Partial<Record<HeaderFormat, string>> = {
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
  const accept = SAMPLE_TYPES[edited.format];
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
      {edited.format === 'TEXT' && (
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
        <SampleField
          accept={accept}
          samplePath={edited.samplePath}
          onChange={(samplePath, picture) => {
            onPicture(picture);
            onChange({ samplePath });
          }}
        />
      )}
      {edited.format === 'LOCATION' && (
        <p className="self-end pb-2 text-[0.8125rem] text-ink-soft">{t('editor.locationHint')}</p>
      )}
    </div>
  );
}
