'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { OrganizationProfile } from '../../../sdk/src/organizations.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from './section_page.tsx';
import { zones } from './zones.ts';

interface Values {
  name: string;
  timezone: string;
  theme_color: string;
  logo_url: string;
}

const DEFAULT_COLOR = '#0f6e5c';

/** Name, time and looks of the organization. */
export function OrganizationSettings() {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, may } = useWorkspace();
  const mayChange = may('organization.manage');
  const form = useForm<Values>({
    values: {
      name: organization.name,
      timezone: organization.timezone,
      theme_color: organization.theme_color ?? DEFAULT_COLOR,
      logo_url: organization.logo_url ?? '',
    },
  });
  const saving = useMutation({
    mutationFn: (profile: OrganizationProfile) => client.organizations.update(organization.id, profile),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['context'] });
      toast.success(t('common:saved'));
    },
    onError: (error) => toast.error(error.message),
  });
  const save = ({ name, timezone, theme_color, logo_url }: Values) =>
    saving.mutate({
      name: name.trim(),
      timezone,
      theme_color: theme_color === DEFAULT_COLOR ? null : theme_color,
      theme_text_color: null,
      logo_url: logo_url.trim() === '' ? null : logo_url.trim(),
    });
  return (
    <SectionPage title={t('section.organization')} isReadOnly={!mayChange}>
      <form onSubmit={form.handleSubmit(save)}>
        <fieldset disabled={!mayChange} className="grid min-w-0 grid-cols-1 gap-4">
          <Card>
            <CardHeader title={t('organization.profile')} />
            <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2">
              <Field label={t('organization.name')}>
                {(props) => (
                  <Input {...props} {...form.register('name', { required: true })} maxLength={120} />
                )}
              </Field>
              <Field label={t('organization.timezone')} hint={t('organization.timezoneHint')}>
                {(props) => (
                  <Select {...props} {...form.register('timezone')}>
                    {zones(organization.timezone).map((zone) => (
                      <option key={zone}>{zone}</option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
          </Card>
          <Card>
            <CardHeader title={t('organization.looks')} />
            <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2">
              <Field label={t('organization.color')} hint={t('organization.colorHint')}>
                {(props) => (
                  <Input {...props} {...form.register('theme_color')} type="color" className="h-9 w-24 p-1" />
                )}
              </Field>
              <Field label={t('organization.logo')} hint={t('organization.logoHint')}>
                {(props) => (
                  <Input {...props} {...form.register('logo_url')} type="url" placeholder="https://" />
                )}
              </Field>
            </div>
          </Card>
          {mayChange && (
            <Button type="submit" tone="accent" className="justify-self-start" busy={saving.isPending}>
              {t('common:save')}
            </Button>
          )}
        </fieldset>
      </form>
    </SectionPage>
  );
}
