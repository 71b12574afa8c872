'use client';
import { Ban, CircleAlert, Gauge, Ghost, type LucideIcon, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WabaseError } from '../../sdk/src/errors.ts';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { NavLink } from './nav_link.tsx';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  about?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** The middle of a page or card that has nothing else to show: what it is, and what to do now. */
export function Notice({ icon: Icon, title, about, action, className }: NoticeProps) {
  return (
    <div className={cn('grid place-items-center px-6 py-14 text-center', className)}>
      <div className="grid max-w-sm justify-items-center gap-1.5">
        <span className="mb-2 grid size-11 place-items-center rounded-xl bg-sunken text-ink-soft">
          <Icon className="size-5" aria-hidden />
        </span>
        <p className="font-semibold text-[0.9375rem]">{title}</p>
        {about && <p className="text-balance text-ink-soft">{about}</p>}
        {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
      </div>
    </div>
  );
}

/** What went wrong, said by its kind: no right, beyond the plan, no connection, or the server's own words. */
export function Problem({
  error,
  retry,
  className,
}: {
  error: unknown;
  retry?: () => void;
  className?: string;
}) {
  const { t } = useTranslation();
  const known = error instanceof WabaseError ? error : null;
  if (known?.status === 402) {
    const isFull = known.slug !== 'plan_feature_missing';
    return <PlanLimit isFull={isFull} message={known.message} className={className ?? ''} />;
  }
  if (known?.slug === 'permission_denied' || known?.status === 403)
    return <Denied className={className ?? ''} />;
  // An id that is no id at all is as absent as one of another workspace.
  if (known?.slug === 'not_found' || known?.code === '22P02') return <Gone className={className ?? ''} />;
  const isOffline = known?.status === 0;
  const title = isOffline ? t('state.offline') : t('state.failed');
  const words = known === null ? String(error) : `${known.message} ${known.hint}`;
  return (
    <Notice
      icon={isOffline ? WifiOff : CircleAlert}
      title={title}
      about={isOffline ? t('state.offlineAbout') : words}
      action={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
      className={className ?? ''}
    />
  );
}

export function Denied({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <Notice
      icon={Ban}
      title={t('state.denied')}
      about={t('state.deniedAbout')}
      action={<Home />}
      className={className ?? ''}
    />
  );
}

interface PlanLimitProps {
  message?: string;
  /** The plan has it, and all of it is used. */
  isFull?: boolean;
  className?: string;
}

export function PlanLimit({ message, isFull = false, className }: PlanLimitProps) {
  const { t } = useTranslation();
  return (
    <Notice
      icon={Gauge}
      title={t(isFull ? 'state.planFull' : 'state.planLimit')}
      about={message ?? t('state.planLimitAbout')}
      action={
        <Button asChild tone="accent">
          <NavLink href="/settings/plan/">{t('state.seePlan')}</NavLink>
        </Button>
      }
      className={className ?? ''}
    />
  );
}

/** What the address names does not exist for this person, whether it never did or belongs to somebody else. */
export function Gone({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <Notice
      icon={Ghost}
      title={t('state.gone')}
      about={t('state.goneAbout')}
      action={<Home />}
      className={className ?? ''}
    />
  );
}

/** The way out of a page that shows nothing. */
function Home() {
  const { t } = useTranslation();
  return (
    <Button asChild>
      <NavLink href="/">{t('state.home')}</NavLink>
    </Button>
  );
}
