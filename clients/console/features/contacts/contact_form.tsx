'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey } from './data.ts';

/** A new contact by hand. */
export function ContactForm({ onSaved }: { onSaved: () => void }) {
  const { t } = useTranslation(['contacts', 'auth', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const form = useForm({ defaultValues: { name: '', phone: '' } });
  const saving = useMutation({
    mutationFn: ({ name, phone }: { name: string; phone: string }) =>
      client.contacts.create({ name: name.trim() || null, phone: phone.replace(/[\s().-]/g, '') }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
      toast.success(t('common:saved'));
      onSaved();
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.handleSubmit((values) => saving.mutate(values))}>
      <Field label={t('field.name')}>
        {(props) => <Input {...props} {...form.register('name')} autoComplete="off" maxLength={200} />}
      </Field>
      <Field label={t('field.phone')} hint={t('phoneHint')} error={form.formState.errors.phone?.message}>
        {(props) => (
          <Input
            {...props}
            {...form.register('phone', {
              required: t('auth:error.required'),
              pattern: { value: /^\+[\d\s().-]{7,20}$/, message: t('phoneHint') },
            })}
            type="tel"
            dir="ltr"
            autoComplete="off"
          />
        )}
      </Field>
      <FormProblem error={saving.error} />
      <Button type="submit" tone="accent" className="justify-self-end" busy={saving.isPending}>
        {t('common:save')}
      </Button>
    </form>
  );
}
