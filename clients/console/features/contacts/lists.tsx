'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, FolderOpen, Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Group } from '../../../sdk/src/groups.ts';
import type { Label } from '../../../sdk/src/labels.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { newCondition } from './conditions.ts';
import { contactsKey, groupsKey, labelsKey, useContactCount, useGroups, useLabels } from './data.ts';
import { LabelChip } from './label_chip.tsx';
import { ContactsHeader } from './section_nav.tsx';

const COLORS = ['#0f6e5c', '#2563eb', '#7c3aed', '#db2777', '#dc2626', '#d97706', '#65a30d', '#64748b'];

type Edited = { kind: 'label'; row: Label | null } | { kind: 'group'; row: Group | null };

/** Labels and groups: what contacts are sorted by. */
export function ListSettings() {
  const { t } = useTranslation('contacts');
  const { may } = useWorkspace();
  const labels = useLabels();
  const groups = useGroups();
  const [editing, setEditing] = useState<Edited | null>(null);
  if (!may('contacts.view')) return <Denied />;
  const add = (kind: Edited['kind']) =>
    may('contacts.edit') && (
      <Button size="sm" onClick={() => setEditing({ kind, row: null })}>
        <Plus />
        {t(`list.new.${kind}`)}
      </Button>
    );
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {(['label', 'group'] as const).map((kind) => {
          const found = kind === 'label' ? labels : groups;
          return (
            <Card key={kind} className="overflow-hidden">
              <CardHeader title={t(`list.${kind}s`)} about={t(`list.${kind}sAbout`)} actions={add(kind)} />
              {found.error ? (
                <Problem error={found.error} retry={() => void found.refetch()} />
              ) : found.data === undefined ? (
                <SkeletonRows rows={3} />
              ) : found.data.length === 0 ? (
                <Notice
                  icon={kind === 'label' ? Tag : FolderOpen}
                  title={t(`list.empty.${kind}`)}
                  className="border-t py-10"
                />
              ) : (
                <ul className="divide-y border-t">
                  {found.data.map((row) => (
                    <ListRow
                      key={row.id}
                      kind={kind}
                      row={row}
                      onEdit={() => setEditing({ kind, row } as Edited)}
                    />
                  ))}
                </ul>
              )}
            </Card>
          );
        })}
      </div>
      {editing !== null && <ListForm edited={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

interface ListRowProps {
  kind: Edited['kind'];
  row: Label | Group;
  onEdit: () => void;
}

function ListRow({ kind, row, onEdit }: ListRowProps) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const count = useContactCount({ [kind]: { in: [row.id] } } as { label: { in: string[] } });
  const remove = useMutation({
    mutationFn: () => (kind === 'label' ? client.labels : client.groups).remove(row.id),
    onSuccess: () =>
      queries.invalidateQueries({ queryKey: (kind === 'label' ? labelsKey : groupsKey)(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  const shown = JSON.stringify({ words: '', conditions: [{ ...newCondition(kind), values: [row.id] }] });
  return (
    <li className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken/50">
      <div className="min-w-0 flex-1">
        <NavLink
          href={`/contacts/?f=${encodeURIComponent(shown)}`}
          className="block max-w-full truncate font-medium after:absolute after:inset-0"
        >
          {'color' in row ? <LabelChip label={row} className="text-[0.8125rem]" /> : row.name}
        </NavLink>
        {'description' in row && row.description && (
          <p className="truncate text-ink-soft text-xs">{row.description}</p>
        )}
      </div>
      <span className="tabular text-ink-soft">
        {count.data === undefined ? <Skeleton className="h-4 w-8" /> : format.count(count.data.count)}
      </span>
      {may('contacts.edit') && (
        <Menu
          trigger={
            <Button
              tone="quiet"
              size="icon-sm"
              className="relative z-10"
              aria-label={t('list.change', { name: row.name })}
              busy={remove.isPending}
            >
              <Ellipsis />
            </Button>
          }
        >
          <MenuItem onSelect={onEdit}>{t('list.edit')}</MenuItem>
          <MenuItem className="text-bad" onSelect={() => remove.mutate()}>
            {t('list.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

function ListForm({ edited, onClose }: { edited: Edited; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const [color, setColor] = useState(edited.kind === 'label' ? (edited.row?.color ?? COLORS[0]) : undefined);
  const saving = useMutation({
    mutationFn: async ({ name, description }: { name: string; description: string }) => {
      if (edited.kind === 'label') {
        const label = { name, ...(color !== undefined && { color }) };
        return edited.row === null ? client.labels.create(label) : client.labels.update(edited.row.id, label);
      }
      const group = { name, description: description === '' ? null : description };
      return edited.row === null ? client.groups.create(group) : client.groups.update(edited.row.id, group);
    },
    async onSuccess() {
      await Promise.all(
        [labelsKey, groupsKey, contactsKey].map((key) =>
          queries.invalidateQueries({ queryKey: key(brand.id) }),
        ),
      );
      toast.success(t('common:saved'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={edited.row === null ? t(`list.new.${edited.kind}`) : t('list.edit')}
      className="max-w-sm"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          saving.mutate({
            name: String(form.get('name')).trim(),
            description: String(form.get('description') ?? '').trim(),
          });
        }}
      >
        <Field label={t('field.name')}>
          {(props) => (
            <Input {...props} name="name" required maxLength={80} defaultValue={edited.row?.name ?? ''} />
          )}
        </Field>
        {edited.kind === 'group' ? (
          <Field label={t('list.description')}>
            {(props) => (
              <Input
                {...props}
                name="description"
                maxLength={200}
                defaultValue={edited.row?.description ?? ''}
              />
            )}
          </Field>
        ) : (
          <fieldset>
            <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('list.color')}</legend>
            <div className="flex flex-wrap gap-2">
              {[...new Set([...COLORS, color ?? ''])].filter(Boolean).map((one) => (
                <label
                  key={one}
                  className="grid size-8 cursor-pointer place-items-center rounded-full ring-offset-2 ring-offset-raised has-checked:ring-2 has-checked:ring-ink has-focus-visible:ring-2 has-focus-visible:ring-accent-text"
                  style={{ background: one }}
                >
                  <input
                    type="radio"
                    name="color"
                    aria-label={one}
                    checked={color === one}
                    onChange={() => setColor(one)}
                    className="sr-only"
                  />
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <FormProblem error={saving.error} />
        <Button type="submit" tone="accent" className="justify-self-end" busy={saving.isPending}>
          {t('common:save')}
        </Button>
      </form>
    </Dialog>
  );
}
