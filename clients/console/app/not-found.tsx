'use client';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { NavLink } from '../ui/nav_link.tsx';
import { Notice } from '../ui/states.tsx';

export default function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">{t('state.notFound')}</h1>
      <Notice
        icon={Compass}
        title={t('state.notFound')}
        about={t('state.notFoundAbout')}
        action={
          <Button asChild tone="accent">
            <NavLink href="/">{t('state.home')}</NavLink>
          </Button>
        }
      />
    </main>
  );
}
