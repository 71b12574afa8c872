'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, FileDown, Merge, ShieldX, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Contact } from '../../../sdk/src/contacts.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmTyped } from '../../ui/confirm_typed.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey } from './data.ts';
import { dataRequestsKey } from './data_requests.tsx';
import { MergeDialog } from './merge_dialog.tsx';
import { nameOf } from './name.ts';

/** What can be done with a person: join, copy, delete, erase. */
export function ContactActions({ contact }: { contact: Contact }) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const router = useRouter();
  const { brand, may } = useWorkspace();
  const [open, setOpen] = useState<'merge' | 'erase' | null>(null);
  const name = nameOf(contact) ?? t('common:contactUnknown');
  const reload = () => queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
  const onError = (error: Error) => {
    toast.error(error.message);
  };
  const copy = useMutation({
    mutationFn: () => client.dataRequests.requestExport(contact.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: dataRequestsKey(contact.id) });
      toast.success(t('person.copyAsked'));
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => client.contacts.delete([contact.id]),
    onSuccess: async () => {
      await reload();
      router.push('/contacts/');
      toast(t('bulk.deleted', { count: 1, shown: '1' }), {
        action: {
          label: t('bulk.undo'),
          onClick: () => void client.contacts.restore([contact.id]).then(reload, onError),
        },
      });
    },
    onError,
  });
  const restore = useMutation({
    mutationFn: () => client.contacts.restore([contact.id]),
    onSuccess: async () => {
      await Promise.all([reload(), queries.invalidateQueries({ queryKey: ['contact', contact.id] })]);
    },
    onError,
  });
  const erase = useMutation({
    mutationFn: () => client.dataRequests.erase(contact.id),
    onSuccess: async () => {
      setOpen(null);
      await Promise.all([reload(), queries.invalidateQueries({ queryKey: dataRequestsKey(contact.id) })]);
    },
    onError,
  });
  const mayEdit = may('contacts.edit');
  const mayErase = may('contacts.erase');
  if (!mayEdit && !mayErase && !may('contacts.export')) return null;
  const isBusy = copy.isPending || remove.isPending || restore.isPending;
  return (
    <>
      <Menu
        trigger={
          <Button size="icon" aria-label={t('person.actions')} busy={isBusy}>
            {!isBusy && <Ellipsis />}
          </Button>
        }
      >
        {mayEdit && (
          <MenuItem onSelect={() => setOpen('merge')}>
            <Merge />
            {t('merge.open')}
          </MenuItem>
        )}
        {may('contacts.export') && (
          <MenuItem onSelect={() => copy.mutate()}>
            <FileDown />
            {t('person.copy')}
          </MenuItem>
        )}
        <MenuLine />
        {mayEdit && contact.deleted_at === null && (
          <MenuItem onSelect={() => remove.mutate()}>
            <Trash2 />
            {t('bulk.delete')}
          </MenuItem>
        )}
        {mayEdit && contact.deleted_at !== null && (
          <MenuItem onSelect={() => restore.mutate()}>
            <Trash2 />
            {t('deleted.restore')}
          </MenuItem>
        )}
        {mayErase && (
          <MenuItem className="text-bad" onSelect={() => setOpen('erase')}>
            <ShieldX className="text-bad!" />
            {t('erase.open')}
          </MenuItem>
        )}
      </Menu>
      {open === 'merge' && <MergeDialog contact={contact} onClose={() => setOpen(null)} />}
      <ConfirmTyped
        open={open === 'erase'}
        onOpenChange={() => setOpen(null)}
        title={t('erase.title', { name })}
        about={t('erase.about')}
        word={name}
        action={t('erase.action')}
        busy={erase.isPending}
        onConfirm={() => erase.mutate()}
      />
    </>
  );
}
