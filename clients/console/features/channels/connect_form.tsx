'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { NewWhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { numbersKey } from './data.ts';

const FIELDS = ['account_name', 'phone_number_id', 'waba_id', 'access_token'] as const;

/** Connects a number with what Meta's app dashboard shows. */
export function ConnectForm({ onConnected }: { onConnected: () => void }) {
  const { t } = useTranslation(['settings', 'auth']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const form = useForm<NewWhatsappAccount>({
    defaultValues: { account_name: '', phone_number_id: '', waba_id: '', access_token: '' },
  });
  const connecting = useMutation({
    mutationFn: (account: NewWhatsappAccount) => client.whatsappAccounts.connect(account),
    async onSuccess({ phone_number }) {
      await queries.invalidateQueries({ queryKey: numbersKey(brand.id) });
      toast.success(t('numbers.connected', { number: phone_number }));
      onConnected();
    },
  });
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) => connecting.mutate(values))}
    >
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={t(`numbers.field.${name}`)}
          hint={t(`numbers.hint.${name}`)}
          error={form.formState.errors[name] && t('auth:error.required')}
        >
          {(props) => (
            <Input
              {...props}
              {...form.register(name, { required: true, setValueAs: (value: string) => value.trim() })}
              type={name === 'access_token' ? 'password' : 'text'}
              autoComplete="off"
            />
          )}
        </Field>
      ))}
      <FormProblem error={connecting.error} />
      <Button type="submit" tone="accent" className="justify-self-end" busy={connecting.isPending}>
        {t('numbers.connect')}
      </Button>
    </form>
  );
}
