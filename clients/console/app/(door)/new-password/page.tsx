'use client';
import { useRouter } from 'next/navigation';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Door } from '../../../features/auth/door.tsx';
import { TextLink } from '../../../features/auth/link.tsx';
import { PasswordForm } from '../../../features/auth/password_form.tsx';
import { useSession } from '../../../features/session/session.tsx';

/** Where the link of the mail leads: it has signed the person in already. */
export default function NewPasswordPage() {
  const { t } = useTranslation('auth');
  const { state } = useSession();
  const router = useRouter();
  if (state !== 'signed-in')
    return (
      <Door title={t('newPasswordTitle')}>
        <p className="text-center">
          {t('newPasswordNoSession')} <TextLink href="/reset-password/">{t('resetSend')}</TextLink>
        </p>
      </Door>
    );
  return (
    <Door title={t('newPasswordTitle')}>
      <PasswordForm
        onSaved={() => {
          toast.success(t('newPasswordSaved'));
          router.replace('/');
        }}
      />
    </Door>
  );
}
