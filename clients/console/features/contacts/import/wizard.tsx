'use client';
import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryString } from '../../../lib/query_string.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { cn } from '../../../ui/cn.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Denied, Gone, Problem } from '../../../ui/states.tsx';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { ContactsHeader } from '../section_nav.tsx';
import { useImport } from './data.ts';
import { MappingStep } from './mapping_step.tsx';
import { RecentImports } from './recent.tsx';
import { RunningStep } from './running_step.tsx';

/** From a file to contacts: upload, say what each column is, try it, write. The address keeps the import. */
export function ImportWizard() {
  const { t } = useTranslation('imports');
  const { brand, may } = useWorkspace();
  const [importId, setImportId] = useQueryString('id');
  const found = useImport(importId);
  if (!may('contacts.import')) return <Denied />;
  if (found.data && found.data.brand_id !== brand.id) return <Gone />;
  const state = found.data?.state;
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader />
      <div className="max-w-5xl">
        <h2 className="mb-4 font-semibold text-lg tracking-tight">{t('title')}</h2>
        {found.error ? (
          <Problem error={found.error} retry={() => void found.refetch()} />
        ) : importId === null ? (
          <>
            <UploadStep onUploaded={setImportId} />
            <RecentImports onOpen={setImportId} />
          </>
        ) : found.data === undefined || state === 'created' || state === 'uploaded' ? (
          <Card className="grid gap-3 p-5" aria-busy="true">
            <p className="text-ink-soft">{t('readingFile')}</p>
            <Skeleton className="h-40 w-full" />
          </Card>
        ) : state === 'analysed' || state === 'dry_run' ? (
          <MappingStep found={found.data} onChanged={() => void found.refetch()} />
        ) : (
          <RunningStep found={found.data} onAgain={() => setImportId(null)} />
        )}
      </div>
    </div>
  );
}

function UploadStep({ onUploaded }: { onUploaded: (importId: string) => void }) {
  const { t } = useTranslation('imports');
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const uploading = useMutation({
    mutationFn: (file: File) => client.imports.upload(file, file.name),
    onSuccess: ({ id }) => onUploaded(id),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !uploading.isPending) uploading.mutate(file);
  };
  return (
    <>
      <Card
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        className={cn(
          'grid justify-items-center gap-2 border-2 border-dashed px-6 py-16 text-center',
          isOver && 'border-accent-text bg-accent-soft',
        )}
      >
        <span className="grid size-12 place-items-center rounded-xl bg-sunken text-ink-soft">
          <FileUp className="size-6" aria-hidden />
        </span>
        <p className="font-semibold text-[0.9375rem]">{t('drop')}</p>
        <p className="text-balance text-ink-soft">{t('dropAbout')}</p>
        <Button
          tone="accent"
          className="mt-3"
          busy={uploading.isPending}
          onClick={() => input.current?.click()}
        >
          {t('choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          aria-label={t('file')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files);
            // So that the same file can be chosen again when the upload failed.
            event.target.value = '';
          }}
        />
      </Card>
      {uploading.error && <Problem error={uploading.error} />}
    </>
  );
}
