'use client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CredentialsForm } from '../../../features/auth/credentials_form.tsx';
import { Door } from '../../../features/auth/door.tsx';
import { useGoOn } from '../../../features/auth/go.ts';
import { TextLink } from '../../../features/auth/link.tsx';
import { useClient, useSession } from '../../../features/session/session.tsx';

export default function SignUpPage() {
  const { t } = useTranslation('auth');
  const client = useClient();
  const { state } = useSession();
  const goOn = useGoOn();
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  useEffect(() => {
    if (state === 'signed-in') goOn();
  }, [state, goOn]);
  const toSignIn = (
    <p>
      {t('haveAccount')} <TextLink href="/login/">{t('signIn')}</TextLink>
    </p>
  );
  if (unconfirmed !== null)
    return (
      <Door title={t('confirmTitle')} foot={toSignIn}>
        <p className="text-center" role="status">
          {t('confirmAbout', { email: unconfirmed })}
        </p>
      </Door>
    );
  return (
    <Door title={t('signUpTitle')} about={t('signUpAbout')} foot={toSignIn}>
      <CredentialsForm
        action={t('signUp')}
        isNew
        submit={async (email, password) => {
          const { session } = await client.auth.signUp(email, password);
          if (session === null) setUnconfirmed(email);
        }}
      />
    </Door>
  );
}
