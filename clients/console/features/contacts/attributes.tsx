'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { AttributeType, ContactAttribute } from '../../../sdk/src/contact_attributes.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { RowActions } from '../../ui/row_actions.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { EditDialog } from '../settings/edit_dialog.tsx';
import { attributesKey, useAttributes } from './data.ts';
import { keyOf } from './import/key_of.ts';
import { ContactsHeader } from './section_nav.tsx';

const TYPES: AttributeType[] = ['text', 'number', 'date', 'boolean', 'option'];

/** What the workspace keeps of its contacts beside name and number. */
export function AttributeSettings() {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const attributes = useAttributes();
  const [editing, setEditing] = useState<ContactAttribute | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (id: string) => client.contactAttributes.remove(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: attributesKey(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  if (!may('contacts.view')) return <Denied />;
  const mayEdit = may('contacts.edit');
  const create = mayEdit && (
    <Button tone="accent" onClick={() => setEditing('new')}>
      <Plus />
      {t('attribute.new')}
    </Button>
  );
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader actions={create} />
      <Card className="overflow-hidden">
        {attributes.error ? (
          <Problem error={attributes.error} retry={() => void attributes.refetch()} />
        ) : attributes.data === undefined ? (
          <SkeletonRows rows={4} />
        ) : attributes.data.length === 0 ? (
          <Notice
            icon={ListPlus}
            title={t('attribute.empty')}
            about={t('attribute.emptyAbout')}
            action={create}
          />
        ) : (
          <ul className="divide-y">
            {attributes.data.map((attribute) => (
              <li key={attribute.id} className="flex items-center gap-3 px-4 py-2.5">
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">{attribute.label}</p>
                  <p className="truncate text-ink-soft text-xs">
                    <code>{attribute.key}</code>
                    {attribute.type === 'option' && ` · ${(attribute.options ?? []).join(', ')}`}
                  </p>
                </div>
                <Badge>{t(`attribute.type.${attribute.type}`)}</Badge>
                {mayEdit && (
                  <RowActions
                    editLabel={t('attribute.edit', { name: attribute.label })}
                    removeLabel={t('attribute.remove', { name: attribute.label })}
                    removeAbout={t('attribute.removeAbout')}
                    isRemoving={remove.isPending && remove.variables === attribute.id}
                    onEdit={() => setEditing(attribute)}
                    onRemove={() => remove.mutate(attribute.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {editing !== null && (
        <AttributeForm attribute={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}

function AttributeForm({ attribute, onClose }: { attribute: ContactAttribute | null; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const { brand } = useWorkspace();
  const [label, setLabel] = useState(attribute?.label ?? '');
  const [type, setType] = useState<AttributeType>(attribute?.type ?? 'text');
  const [lines, setLines] = useState((attribute?.options ?? []).join('\n'));
  const options = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const save = () => {
    const rest = type === 'option' ? { options } : {};
    return attribute === null
      ? client.contactAttributes.create({ key: keyOf(label), type, label: label.trim(), ...rest })
      : client.contactAttributes.update(attribute.id, { label: label.trim(), ...rest });
  };
  return (
    <EditDialog
      title={attribute === null ? t('attribute.new') : attribute.label}
      queryKey={attributesKey(brand.id)}
      save={save}
      onClose={onClose}
      className="max-w-md"
    >
      <Field
        label={t('field.name')}
        hint={label.trim() !== '' && t('attribute.key', { key: attribute?.key ?? keyOf(label) })}
      >
        {(props) => (
          <Input
            {...props}
            required
            maxLength={80}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('attribute.kind')} hint={t('attribute.kindHint')}>
        {(props) => (
          <Select
            {...props}
            value={type}
            disabled={attribute !== null}
            onChange={(event) => setType(event.target.value as AttributeType)}
          >
            {TYPES.map((one) => (
              <option key={one} value={one}>
                {t(`attribute.type.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {type === 'option' && (
        <Field label={t('attribute.options')} hint={t('attribute.optionsHint')}>
          {(props) => (
            <Textarea {...props} required value={lines} onChange={(event) => setLines(event.target.value)} />
          )}
        </Field>
      )}
    </EditDialog>
  );
}
