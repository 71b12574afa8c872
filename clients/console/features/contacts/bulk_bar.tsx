'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderPlus, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { LabelChange } from '../../../sdk/src/contacts.ts';
import type { ContactFilter } from '../../../sdk/src/filter.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmTyped } from '../../ui/confirm_typed.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { followChange } from './changes.ts';
import { contactsKey, useGroups, useLabels } from './data.ts';
import { LabelChip } from './label_chip.tsx';

/** Whom a bulk action means: ticked ones, or everybody that the filter finds. */
export type Selection = { ids: ReadonlySet<string> } | { everybody: true };

/** From so many on the number has to be typed before they are deleted. */
const ASKED_FROM = 100;

interface BulkBarProps {
  selection: Selection;
  filter: ContactFilter;
  count: number;
  onDone: () => void;
}

/** What can be done to the chosen contacts. */
export function BulkBar({ selection, filter, count, onDone }: BulkBarProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const labels = useLabels().data ?? [];
  const groups = useGroups().data ?? [];
  const [isAsking, setAsking] = useState(false);
  const reload = () => queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
  const onError = (error: Error) => {
    toast.error(error.message);
  };
  const change = useMutation({
    mutationFn: (wanted: LabelChange) =>
      client.contacts.change('ids' in selection ? { contact_ids: [...selection.ids] } : { filter }, wanted),
    onSuccess: async (made) => {
      followChange(queries, brand.id, made);
      if (made.status === 'done') {
        toast.success(t('bulk.changed', { count: made.done, shown: format.count(made.done) }));
      }
      onDone();
      await reload();
    },
    onError,
  });
  const remove = useMutation({
    async mutationFn() {
      if ('ids' in selection) {
        await client.contacts.delete([...selection.ids]);
        return null;
      }
      return client.contacts.change({ filter }, { delete: true });
    },
    async onSuccess(made) {
      setAsking(false);
      onDone();
      if (made !== null) followChange(queries, brand.id, made);
      const done = made === null || made.status === 'done';
      if (done) {
        toast(t('bulk.deleted', { count, shown: format.count(count) }), {
          ...('ids' in selection && {
            action: {
              label: t('bulk.undo'),
              onClick: () => void client.contacts.restore([...selection.ids]).then(reload, onError),
            },
          }),
        });
      }
      await reload();
    },
    onError,
  });
  const isBusy = change.isPending || remove.isPending;
  const items = (
    list: { id: string; name: string; color?: string }[],
    field: 'add_labels' | 'remove_labels' | 'add_groups' | 'remove_groups',
  ) =>
    list.map((one) => (
      <MenuItem key={one.id} onSelect={() => change.mutate({ [field]: [one.id] })}>
        {one.color === undefined ? one.name : <LabelChip label={{ name: one.name, color: one.color }} />}
      </MenuItem>
    ));
  return (
    <div
      role="toolbar"
      aria-label={t('bulk.label')}
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1rem)] items-center gap-1 overflow-x-auto rounded-xl border bg-raised p-1.5 shadow-float"
    >
      <p className="tabular whitespace-nowrap px-2.5 font-medium" aria-live="polite">
        {t('bulk.chosen', { count, shown: format.count(count) })}
      </p>
      <Menu
        align="center"
        trigger={
          <Button size="sm" busy={change.isPending} disabled={labels.length === 0}>
            <Tag />
            <span className="max-sm:sr-only">{t('bulk.labels')}</span>
          </Button>
        }
      >
        <MenuLabel>{t('bulk.addLabel')}</MenuLabel>
        {items(labels, 'add_labels')}
        <MenuLine />
        <MenuLabel>{t('bulk.removeLabel')}</MenuLabel>
        {items(labels, 'remove_labels')}
      </Menu>
      <Menu
        align="center"
        trigger={
          <Button size="sm" busy={change.isPending} disabled={groups.length === 0}>
            <FolderPlus />
            <span className="max-sm:sr-only">{t('bulk.groups')}</span>
          </Button>
        }
      >
        <MenuLabel>{t('bulk.addGroup')}</MenuLabel>
        {items(
          groups.map(({ id, name }) => ({ id, name })),
          'add_groups',
        )}
        <MenuLine />
        <MenuLabel>{t('bulk.removeGroup')}</MenuLabel>
        {items(
          groups.map(({ id, name }) => ({ id, name })),
          'remove_groups',
        )}
      </Menu>
      <Button
        size="sm"
        tone="danger"
        busy={remove.isPending}
        disabled={isBusy}
        onClick={() => (count >= ASKED_FROM ? setAsking(true) : remove.mutate())}
      >
        <Trash2 />
        <span className="max-sm:sr-only">{t('bulk.delete')}</span>
      </Button>
      <Button size="icon-sm" tone="quiet" aria-label={t('bulk.none')} onClick={onDone}>
        <X />
      </Button>
      <ConfirmTyped
        open={isAsking}
        onOpenChange={setAsking}
        title={t('bulk.deleteTitle', { count, shown: format.count(count) })}
        about={t('bulk.deleteAbout')}
        word={String(count)}
        action={t('bulk.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </div>
  );
}
