'use client';
import { useQueryClient } from '@tanstack/react-query';
import { FolderOpen, Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../../sdk/src/groups.ts';
import type { Label } from '../../../sdk/src/labels.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { EditDialog } from '../settings/edit_dialog.tsx';
import { newCondition } from './conditions.ts';
import { contactsKey, groupsKey, labelsKey, useGroups, useLabels } from './data.ts';
import { FilteredRow } from './filtered_row.tsx';
import { LabelChip } from './label_chip.tsx';
import { ContactsHeader } from './section_nav.tsx';

const COLORS = {
  green: '#0f6e5c',
  blue: '#2563eb',
  violet: '#7c3aed',
  pink: '#db2777',
  red: '#dc2626',
  orange: '#d97706',
  lime: '#65a30d',
  grey: '#64748b',
};

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
  const { brand } = useWorkspace();
  return (
    <FilteredRow
      name={row.name}
      {...('color' in row && { mark: <LabelChip label={row} className="text-[0.8125rem]" /> })}
      about={'description' in row ? row.description : null}
      filter={{ [kind]: { in: [row.id] } } as { label: { in: string[] } }}
      condition={{ ...newCondition(kind), values: [row.id] }}
      words={{
        change: t('list.change', { name: row.name }),
        edit: t('list.edit'),
        remove: t('list.remove'),
      }}
      queryKey={(kind === 'label' ? labelsKey : groupsKey)(brand.id)}
      remove={() => (kind === 'label' ? client.labels : client.groups).remove(row.id)}
      onEdit={onEdit}
    />
  );
}

function ListForm({ edited, onClose }: { edited: Edited; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const [name, setName] = useState(edited.row?.name ?? '');
  const [description, setDescription] = useState(
    edited.kind === 'group' ? (edited.row?.description ?? '') : '',
  );
  const [color, setColor] = useState(
    edited.kind === 'label' ? (edited.row?.color ?? COLORS.green) : undefined,
  );
  const choices = Object.entries(COLORS).map(([word, one]) => [t(`list.colors.${word as 'green'}`), one]);
  // One of another client is shown too, by its code.
  if (color !== undefined && !Object.values(COLORS).includes(color)) choices.push([color, color]);
  const save = async () => {
    if (edited.kind === 'label') {
      const label = { name: name.trim(), ...(color !== undefined && { color }) };
      await (edited.row === null ? client.labels.create(label) : client.labels.update(edited.row.id, label));
    } else {
      const group = { name: name.trim(), description: description.trim() || null };
      await (edited.row === null ? client.groups.create(group) : client.groups.update(edited.row.id, group));
    }
    // Rows of contacts show the labels that they have.
    await queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
  };
  return (
    <EditDialog
      title={edited.row === null ? t(`list.new.${edited.kind}`) : t('list.edit')}
      queryKey={(edited.kind === 'label' ? labelsKey : groupsKey)(brand.id)}
      save={save}
      onClose={onClose}
      className="max-w-sm"
    >
      <Field label={t('field.name')}>
        {(props) => (
          <Input
            {...props}
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {edited.kind === 'group' ? (
        <Field label={t('list.description')}>
          {(props) => (
            <Input
              {...props}
              maxLength={200}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <fieldset>
          <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('list.color')}</legend>
          <div className="flex flex-wrap gap-2">
            {choices.map(([label, one]) => (
              <label
                key={one}
                className="grid size-8 cursor-pointer place-items-center rounded-full ring-offset-2 ring-offset-raised has-checked:ring-2 has-checked:ring-ink has-focus-visible:ring-2 has-focus-visible:ring-accent-text"
                style={{ background: one }}
              >
                <input
                  type="radio"
                  name="color"
                  aria-label={label}
                  checked={color === one}
                  onChange={() => setColor(one)}
                  className="sr-only"
                />
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </EditDialog>
  );
}
