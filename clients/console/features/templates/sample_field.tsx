'use client';
import { useMutation } from '@tanstack/react-query';
import { FileUp, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useClient } from '../session/session.tsx';

interface SampleFieldProps {
  /** Types of files, as a file input takes them. */
  accept: string;
  samplePath: string | null;
  /** Gets the sample's path in the bucket of media and, for a picture, a local address to show it. */
  onChange: (samplePath: string | null, picture: string | null) => void;
  /** What the sample is of, where there are several. */
  name?: string;
  problem?: string | undefined;
}

/** The file that Meta's reviewers see. */
export function SampleField({ accept, samplePath, onChange, name, problem }: SampleFieldProps) {
  const { t } = useTranslation('templates');
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const uploading = useMutation({
    mutationFn: (file: File) => client.media.upload(file),
    onSuccess: (path, file) =>
      onChange(path, file.type.startsWith('image/') ? URL.createObjectURL(file) : null),
  });
  const label = name === undefined ? t('editor.sample') : t('editor.sampleOf', { name });
  const isWrong = uploading.error !== null || problem !== undefined;
  return (
    <div className="grid content-start gap-1.5">
      <p className="font-medium text-[0.8125rem]">{t('editor.sample')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button busy={uploading.isPending} onClick={() => input.current?.click()}>
          {!uploading.isPending && <FileUp />}
          {samplePath === null ? t('editor.chooseSample') : t('editor.otherSample')}
        </Button>
        {samplePath !== null && (
          <span className="inline-flex min-w-0 items-center gap-1 text-ink-soft">
            <span className="truncate">{samplePath.split('/').at(-1)}</span>
            <Button
              tone="quiet"
              size="icon-sm"
              aria-label={t('editor.removeSample')}
              onClick={() => onChange(null, null)}
            >
              <X />
            </Button>
          </span>
        )}
        <input
          ref={input}
          type="file"
          accept={accept}
          aria-label={label}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) uploading.mutate(file);
            event.target.value = '';
          }}
        />
      </div>
      <p className={`text-[0.8125rem] ${isWrong ? 'text-bad' : 'text-ink-soft'}`}>
        {uploading.error?.message ?? problem ?? t('editor.sampleHint')}
      </p>
    </div>
  );
}
