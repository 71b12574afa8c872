'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Contact } from '../../../sdk/src/contacts.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Input } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey, useContacts } from './data.ts';
import { mergesKey } from './merges.ts';
import { nameOf } from './name.ts';

interface MergeProps {
  contact: Contact;
  onClose: () => void;
}

/** Joins a second contact of the same person into this one. */
export function MergeDialog({ contact, onClose }: MergeProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const [words, setWords] = useState(contact.name ?? '');
  const [other, setOther] = useState<Contact | null>(null);
  const settled = useDeferredValue(words.trim());
  const found = useContacts(settled === '' ? {} : { text: settled });
  const rows = found.data?.pages
    .flatMap((page) => page.rows)
    .filter(({ id }) => id !== contact.id)
    .slice(0, 20);
  const reload = () =>
    Promise.all(
      [
        contactsKey(brand.id),
        ['contact', contact.id],
        ['timeline', contact.id],
        mergesKey(contact.id),
        ['conversations-of', contact.id],
      ].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const merging = useMutation({
    mutationFn: (mergeId: string) => client.contacts.merge(contact.id, mergeId),
    async onSuccess(merge) {
      await reload();
      onClose();
      toast.success(t('merge.done'), {
        action: {
          label: t('bulk.undo'),
          onClick: () =>
            void client.contacts
              .undoMerge(merge.id)
              .then(reload, (error: Error) => toast.error(error.message)),
        },
      });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('merge.title')}
      about={t('merge.about')}
      className="max-w-xl"
    >
      {other === null ? (
        <div className="grid gap-3">
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <ul
            aria-label={t('merge.candidates')}
            className="max-h-80 divide-y overflow-y-auto rounded-lg border"
          >
            {rows === undefined ? (
              <SkeletonRows rows={3} />
            ) : rows.length === 0 ? (
              <li className="px-4 py-6 text-center text-ink-soft">
                {t(words === contact.name ? 'merge.noNamesake' : 'emptyFilter')}
              </li>
            ) : (
              rows.map((row) => (
                <li key={row.id}>
                  <button
                    type="button"
                    onClick={() => setOther(row)}
                    className="flex w-full items-center gap-3 px-3 py-2 text-start hover:bg-sunken focus-visible:-outline-offset-2"
                  >
                    <Person contact={row} />
                  </button>
                </li>
              ))
            )}
          </ul>
        </div>
      ) : (
        <div className="grid gap-4">
          <div className="grid items-center gap-3 sm:grid-cols-[1fr_auto_1fr]">
            <div className="flex min-w-0 items-center gap-3 rounded-xl border border-dashed p-3 opacity-80">
              <Person contact={other} />
            </div>
            <ArrowRight
              className="mx-auto size-5 rotate-90 text-ink-soft sm:rotate-0 rtl:sm:rotate-180"
              aria-hidden
            />
            <div className="flex min-w-0 items-center gap-3 rounded-xl border border-accent-text/50 bg-accent-soft p-3">
              <Person contact={contact} />
            </div>
          </div>
          <p className="text-ink-soft">{t('merge.what')}</p>
          <FormProblem error={merging.error} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setOther(null)}>{t('common:back')}</Button>
            <Button tone="accent" busy={merging.isPending} onClick={() => merging.mutate(other.id)}>
              {t('merge.action')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Person({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const name = nameOf(contact) ?? t('contactUnknown');
  return (
    <>
      <Avatar name={name} className="size-8" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="tabular block truncate text-ink-soft text-xs">
          <bdi dir="ltr">{contact.phone ?? contact.username}</bdi>
        </span>
      </span>
    </>
  );
}
