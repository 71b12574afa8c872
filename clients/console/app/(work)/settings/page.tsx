'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** From where the list of sections stands beside them (Tailwind's `md`). */
const BESIDE = '(min-width: 48rem)';

/** On a phone the list of sections, which the layout shows; where there is room the settings begin with one's own. */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const router = useRouter();
  useEffect(() => {
    const room = window.matchMedia(BESIDE);
    const follow = () => room.matches && router.replace('/settings/profile/');
    follow();
    room.addEventListener('change', follow);
    return () => room.removeEventListener('change', follow);
  }, [router]);
  return <h1 className="sr-only">{t('title')}</h1>;
}
