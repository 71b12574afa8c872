'use client';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Door } from '../../../features/auth/door.tsx';
import { TextLink } from '../../../features/auth/link.tsx';
import { FormProblem } from '../../../features/auth/problem.tsx';
import { useClient } from '../../../features/session/session.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Input } from '../../../ui/field.tsx';

export default function ResetPasswordPage() {
  const { t } = useTranslation('auth');
  const client = useClient();
  const form = useForm({ defaultValues: { email: '' } });
  const asking = useMutation({
    mutationFn: ({ email }: { email: string }) =>
      client.auth.requestPasswordReset(email.trim(), `${window.location.origin}/new-password/`),
  });
  return (
    <Door
      title={t('resetTitle')}
      about={t('resetAbout')}
      foot={
        <p>
          <TextLink href="/login/">{t('signIn')}</TextLink>
        </p>
      }
    >
      {asking.isSuccess ? (
        <p role="status" className="text-center">
          {t('resetSent', { email: asking.variables.email })}
        </p>
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={form.handleSubmit((values) => asking.mutate(values))}
        >
          <Field label={t('email')} error={form.formState.errors.email?.message}>
            {(props) => (
              <Input
                {...props}
                {...form.register('email', {
                  required: t('error.required'),
                  pattern: { value: /^\S+@\S+\.\S+$/, message: t('error.email') },
                })}
                type="email"
                autoComplete="username"
              />
            )}
          </Field>
          <FormProblem error={asking.error} />
          <Button type="submit" tone="accent" size="lg" busy={asking.isPending}>
            {t('resetSend')}
          </Button>
        </form>
      )}
    </Door>
  );
}
