'use client';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { PasswordForm } from '../auth/password_form.tsx';
import { useClient, useSession } from '../session/session.tsx';
import { SectionPage } from './section_page.tsx';

export function ProfileSettings() {
  const { t } = useTranslation(['settings', 'common', 'auth']);
  const client = useClient();
  const { user } = useSession();
  const fullName: unknown = user?.user_metadata.full_name;
  const form = useForm({ defaultValues: { name: typeof fullName === 'string' ? fullName : '' } });
  const saving = useMutation({
    mutationFn: ({ name }: { name: string }) => client.auth.rename(name.trim()),
    onSuccess: () => toast.success(t('common:saved')),
    onError: (error) => toast.error(error.message),
  });
  return (
    <SectionPage title={t('section.profile')}>
      <Card>
        <CardHeader title={t('profile.you')} />
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
