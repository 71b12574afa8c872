'use client';
import { OctagonPause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from '../../ui/nav_link.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { stopOf, useSending } from './data.ts';

/** Says on pages about sending that nothing is sent at present, and leads to where that is decided. */
export function StopNotice() {
  const { t } = useTranslation('sending');
  const { hasBrands } = useWorkspace();
  const stop = stopOf(useSending().data);
  if (stop === null) return null;
  const by = stop.by === 'brand' && !hasBrands ? 'organization' : stop.by;
  return (
    <p role="status" className="mb-4 flex items-start gap-3 rounded-xl bg-warn-soft px-4 py-3 text-warn">
      <OctagonPause className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 break-words">
        {t(`stopped.${by}`)} {stop.reason}{' '}
        <NavLink href="/settings/sending/" className="font-medium underline underline-offset-2">
          {t('stopped.see')}
        </NavLink>
      </span>
    </p>
  );
}
