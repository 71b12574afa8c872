'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ContactAttribute } from '../../../sdk/src/contact_attributes.ts';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { Json } from '../../../sdk/src/database.types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey, useAttributes } from './data.ts';

interface EditProps {
  contact: Contact;
  onClose: () => void;
}

/** Name, number and attributes of a contact. */
export function ContactEdit({ contact, onClose }: EditProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const attributes = useAttributes().data ?? [];
  const held = (contact.attributes ?? {}) as Record<string, Json | undefined>;
  const [plain, setPlain] = useState({
    name: contact.name ?? '',
    phone: contact.phone ?? '',
    locale: contact.locale ?? '',
  });
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(held).map(([key, value]) => [key, value == null ? '' : String(value)])),
  );
  const saving = useMutation({
    mutationFn: () =>
      client.contacts.update(contact.id, {
        name: plain.name.trim() || null,
        phone: plain.phone.replace(/[\s().-]/g, '') || null,
        locale: plain.locale.trim() || null,
        attributes: { ...held, ...typed(attributes, values) },
      }),
    async onSuccess() {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['contact', contact.id] }),
        queries.invalidateQueries({ queryKey: contactsKey(brand.id) }),
      ]);
      toast.success(t('common:saved'));
      onClose();
    },
  });
  const FIELDS = [
    { name: 'name', label: t('field.name'), type: 'text' },
    { name: 'phone', label: t('field.phone'), type: 'tel' },
    { name: 'locale', label: t('field.locale'), type: 'text' },
  ] as const;
  return (
    <Dialog open isForm onOpenChange={onClose} title={t('edit')} place="side">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {FIELDS.map(({ name, label, type }) => (
          <Field key={name} label={label} {...(name === 'phone' && { hint: t('phoneHint') })}>
            {(props) => (
              <Input
                {...props}
                type={type}
                maxLength={200}
                autoComplete="off"
                value={plain[name]}
                {...(type === 'tel' && { dir: 'ltr' })}
                onChange={(event) => setPlain({ ...plain, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {attributes.length > 0 && (
          <fieldset className="grid gap-4 border-t pt-4">
            <legend className="sr-only">{t('section.attributes')}</legend>
            {attributes.map((attribute) => (
              <AttributeField
                key={attribute.id}
                attribute={attribute}
                value={values[attribute.key] ?? ''}
                onChange={(value) => setValues({ ...values, [attribute.key]: value })}
              />
            ))}
          </fieldset>
        )}
        <FormProblem error={saving.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" tone="accent" busy={saving.isPending}>
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface AttributeFieldProps {
  attribute: ContactAttribute;
  value: string;
  onChange: (value: string) => void;
}

function AttributeField({ attribute, value, onChange }: AttributeFieldProps) {
  const { t } = useTranslation('contacts');
  const choices =
    attribute.type === 'boolean'
      ? [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]
      : attribute.type === 'option'
        ? (attribute.options ?? []).map((one) => ({ value: one, label: one }))
        : null;
  const type = attribute.type === 'number' || attribute.type === 'date' ? attribute.type : 'text';
  return (
    <Field label={attribute.label}>
      {(props) =>
        choices === null ? (
          <Input
            {...props}
            type={type}
            step="any"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Select {...props} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">–</option>
            {choices.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </Select>
        )
      }
    </Field>
  );
}

/** Texts of a form in the types of their attributes; an empty one takes its attribute away. */
function typed(attributes: ContactAttribute[], values: Record<string, string>) {
  return Object.fromEntries(
    attributes.map(({ key, type }): [string, Json | undefined] => {
      const text = (values[key] ?? '').trim();
      if (text === '') return [key, undefined];
      if (type === 'number') return [key, Number(text)];
      return [key, type === 'boolean' ? text === 'true' : text];
    }),
  );
}
