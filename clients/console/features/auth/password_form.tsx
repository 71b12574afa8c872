'use client';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { FormProblem } from './problem.tsx';

/** A new password for the person who is signed in. */
export function PasswordForm({ onSaved }: { onSaved: () => void }) {
  const { t } = useTranslation('auth');
  const client = useClient();
  const form = useForm({ defaultValues: { password: '' } });
  const saving = useMutation({
    mutationFn: ({ password }: { password: string }) => client.auth.changePassword(password),
    onSuccess: () => {
      form.reset();
      onSaved();
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.handleSubmit((values) => saving.mutate(values))}>
      <Field
        label={t('newPassword')}
        hint={t('passwordHint')}
        error={form.formState.errors.password?.message}
      >
        {(props) => (
          <Input
            {...props}
            {...form.register('password', {
              required: t('error.required'),
              minLength: { value: 8, message: t('error.short') },
            })}
            type="password"
            autoComplete="new-password"
          />
        )}
      </Field>
      <FormProblem error={saving.error} />
      <Button type="submit" tone="accent" busy={saving.isPending} className="justify-self-start">
        {t('newPasswordSave')}
      </Button>
    </form>
  );
}
