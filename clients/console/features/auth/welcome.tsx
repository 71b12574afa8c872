'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { WabaseError } from '../../../sdk/src/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { Door } from './door.tsx';
import { TextLink } from './link.tsx';
import { FormProblem } from './problem.tsx';

interface NewTenant {
  organization: string;
  brand: string;
}

/** A zone that only the browser knows is no reason to fail: the organization keeps the one that it was made with. */
function ignoreUnknownZone(error: unknown): void {
  if (!(error instanceof WabaseError && error.slug === 'timezone_unknown')) throw error;
}

/** For a person without a seat: makes an organization with its first brand, or leads to an invitation. */
export function Welcome() {
  const { t } = useTranslation(['auth', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const form = useForm<NewTenant>({ defaultValues: { organization: '', brand: '' } });
  const creating = useMutation({
    async mutationFn({ organization, brand }: NewTenant) {
      const made = await client.organizations.create({ name: organization.trim() });
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      // Days of limits, hours and reports begin by its clocks from the first one on.
      await client.organizations
        .update(made.organization_id, { timezone: timeZone })
        .catch(ignoreUnknownZone);
      const name = brand.trim();
      if (name !== '' && name !== made.name) await client.brands.rename(made.brand_id, name);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['context'] }),
  });
  return (
    <Door
      title={t('welcomeTitle')}
      about={t('welcomeAbout')}
      foot={
        <>
          <p>
            {t('invited')} <TextLink href="/invitation/">{t('useInvitation')}</TextLink>
          </p>
          <p>
            <Button tone="quiet" size="sm" onClick={() => void client.auth.signOut()}>
              {t('common:user.signOut')}
            </Button>
          </p>
        </>
      }
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((values) => creating.mutate(values))}
      >
        <Field
          label={t('organization')}
          hint={t('organizationHint')}
          error={form.formState.errors.organization?.message}
        >
          {(props) => (
            <Input
              {...props}
              {...form.register('organization', { required: t('error.required') })}
              autoComplete="organization"
            />
          )}
        </Field>
        <Field label={t('brand')} hint={t('brandHint')}>
          {(props) => <Input {...props} {...form.register('brand')} autoComplete="off" />}
        </Field>
        <FormProblem error={creating.error} />
        <Button type="submit" tone="accent" size="lg" busy={creating.isPending}>
          {t('create')}
        </Button>
      </form>
    </Door>
  );
}
