'use client';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormProblem } from './problem.tsx';

interface Credentials {
  email: string;
  password: string;
}

interface CredentialsFormProps {
  action: string;
  /** A new password has rules, an existing one only has to be right. */
  isNew: boolean;
  submit: (email: string, password: string) => Promise<unknown>;
}

/** E-mail and password, for signing in and up. */
export function CredentialsForm({ action, isNew, submit }: CredentialsFormProps) {
  const { t } = useTranslation('auth');
  const form = useForm<Credentials>({ defaultValues: { email: '', password: '' } });
  const { errors } = form.formState;
  const sending = useMutation({
    mutationFn: ({ email, password }: Credentials) => submit(email.trim(), password),
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.handleSubmit((values) => sending.mutate(values))}>
      <Field label={t('email')} error={errors.email?.message}>
        {(props) => (
          <Input
            {...props}
            {...form.register('email', {
              required: t('error.required'),
              pattern: { value: /^\S+@\S+\.\S+$/, message: t('error.email') },
            })}
            type="email"
            autoComplete="username"
            inputMode="email"
          />
        )}
      </Field>
      <Field
        label={t('password')}
        error={errors.password?.message}
        {...(isNew && { hint: t('passwordHint') })}
      >
        {(props) => (
          <Input
            {...props}
            {...form.register('password', {
              required: t('error.required'),
              ...(isNew && { minLength: { value: 8, message: t('error.short') } }),
            })}
            type="password"
            autoComplete={isNew ? 'new-password' : 'current-password'}
          />
        )}
      </Field>
      <FormProblem error={sending.error} />
      <Button type="submit" tone="accent" size="lg" busy={sending.isPending}>
        {action}
      </Button>
    </form>
  );
}
