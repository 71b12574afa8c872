'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The settings begin with one's own. */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const router = useRouter();
  useEffect(() => router.replace('/settings/profile/'), [router]);
  return <h1 className="sr-only">{t('title')}</h1>;
}
