'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy_field.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { invitationLink } from './data.ts';
import { useRoles } from './roles.ts';

interface Seat {
  email: string;
  role: string;
  brandIds: string[];
}

/** Offers a seat; then shows the link, which nobody can read again. */
export function InviteForm() {
  const { t } = useTranslation(['settings', 'auth']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, hasBrands } = useWorkspace();
  const roles = useRoles().filter(({ key }) => key !== 'owner');
  const form = useForm<Seat>({ defaultValues: { email: '', role: 'agent', brandIds: [] } });
  const inviting = useMutation({
    mutationFn: ({ email, role, brandIds }: Seat) =>
      client.invitations.send({
        organizationId: organization.id,
        email: email.trim(),
        role,
        ...(brandIds.length > 0 && { brandIds }),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations', organization.id] }),
  });
  if (inviting.data !== undefined)
    return (
      <div className="grid gap-3">
        <p>{t('members.invited', { email: inviting.data.email })}</p>
        <CopyField label={t('members.link')} value={invitationLink(inviting.data.token)} />
      </div>
    );
  return (
    <form noValidate className="grid gap-4" onSubmit={form.handleSubmit((values) => inviting.mutate(values))}>
      <Field label={t('auth:email')} error={form.formState.errors.email?.message}>
        {(props) => (
          <Input
            {...props}
            {...form.register('email', {
              required: t('auth:error.required'),
              pattern: { value: /^\S+@\S+\.\S+$/, message: t('auth:error.email') },
            })}
            type="email"
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t('members.role')}>
        {(props) => (
          <Select {...props} {...form.register('role')}>
            {roles.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hasBrands && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 font-medium text-[0.8125rem]">{t('members.brands')}</legend>
          <p className="text-[0.8125rem] text-ink-soft">{t('members.brandsHint')}</p>
          {organization.brands.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2.5">
              <input
                type="checkbox"
                value={id}
                {...form.register('brandIds')}
                className="size-4 accent-(--accent)"
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <FormProblem error={inviting.error} />
      <Button type="submit" tone="accent" className="justify-self-end" busy={inviting.isPending}>
        {t('members.send')}
      </Button>
    </form>
  );
}
