'use client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CredentialsForm } from '../../../features/auth/credentials_form.tsx';
import { Door } from '../../../features/auth/door.tsx';
import { useGoOn } from '../../../features/auth/go.ts';
import { TextLink } from '../../../features/auth/link.tsx';
import { useClient, useSession } from '../../../features/session/session.tsx';

export default function LoginPage() {
  const { t } = useTranslation('auth');
  const client = useClient();
  const { state } = useSession();
  const goOn = useGoOn();
  useEffect(() => {
    if (state === 'signed-in') goOn();
  }, [state, goOn]);
  return (
    <Door
      title={t('signInTitle')}
      about={t('signInAbout')}
      foot={
        <>
          <p>
            {t('noAccount')} <TextLink href="/sign-up/">{t('signUp')}</TextLink>
          </p>
          <p>
            <TextLink href="/reset-password/">{t('forgot')}</TextLink>
          </p>
        </>
      }
    >
      <CredentialsForm
        action={t('signIn')}
        isNew={false}
        submit={(email, password) => client.auth.signIn(email, password)}
      />
    </Door>
  );
}
