'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTheme } from 'next-themes';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Availability } from '../../../sdk/src/members.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { speak } from '../../i18n/start.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { PasswordForm } from '../auth/password_form.tsx';
import { useClient, useSession } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from './section_page.tsx';

/** What a person sets for himself: name, whether he is there, language and looks, password. */
export function ProfileSettings() {
  const { t } = useTranslation(['settings', 'common', 'auth']);
  return (
    <SectionPage title={t('section.profile')}>
      <Card>
        <CardHeader title={t('profile.you')} />
        <NameForm />
      </Card>
      <Card>
        <CardHeader title={t('profile.workplace')} />
        <Workplace />
      </Card>
      <Card>
        <CardHeader title={t('auth:password')} />
        <div className="max-w-md px-4 pb-4">
          <PasswordForm onSaved={() => toast.success(t('auth:newPasswordSaved'))} />
        </div>
      </Card>
    </SectionPage>
  );
}

function NameForm() {
  const { t } = useTranslation(['settings', 'common', 'auth']);
  const client = useClient();
  const queries = useQueryClient();
  const { user } = useSession();
  const fullName: unknown = user?.user_metadata.full_name;
  const form = useForm({ defaultValues: { name: typeof fullName === 'string' ? fullName : '' } });
  const saving = useMutation({
    mutationFn: ({ name }: { name: string }) => client.auth.rename(name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] });
      toast.success(t('common:saved'));
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <form
      className="grid max-w-md gap-4 px-4 pb-4"
      onSubmit={form.handleSubmit((values) => saving.mutate(values))}
    >
      <Field label={t('profile.name')} hint={t('profile.nameHint')}>
        {(props) => <Input {...props} {...form.register('name')} autoComplete="name" maxLength={120} />}
      </Field>
      <Field label={t('auth:email')}>
        {(props) => <Input {...props} value={user?.email ?? ''} readOnly disabled />}
      </Field>
      <Button type="submit" tone="accent" className="justify-self-start" busy={saving.isPending}>
        {t('common:save')}
      </Button>
    </form>
  );
}

const AVAILABILITIES: Availability[] = ['online', 'away', 'offline'];
const THEMES = ['light', 'dark', 'system'] as const;

/** Each choice holds at once. */
function Workplace() {
  const { t, i18n } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const { theme, setTheme } = useTheme();
  const availability = useMutation({
    mutationFn: (next: Availability) => client.members.setAvailability(next, organization.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['context'] }),
    onError: (error) => toast.error(error.message),
  });
  const shown = availability.isPending ? availability.variables : organization.availability;
  return (
    <div className="grid max-w-md gap-4 px-4 pb-4">
      <Field label={t('common:user.availability')} hint={t('profile.availabilityHint')}>
        {(props) => (
          <Select
            {...props}
            value={shown}
            onChange={({ target }) => availability.mutate(target.value as Availability)}
          >
            {AVAILABILITIES.map((each) => (
              <option key={each} value={each}>
                {t(`common:user.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('common:user.language')}>
        {(props) => (
          <Select
            {...props}
            value={i18n.language}
            onChange={({ target }) => void speak(target.value as Language)}
          >
            {Object.entries(LANGUAGES).map(([language, { name }]) => (
              <option key={language} value={language} lang={language}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('common:user.theme')}>
        {(props) => (
          <Select {...props} value={theme} onChange={({ target }) => setTheme(target.value)}>
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {t(`common:user.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
