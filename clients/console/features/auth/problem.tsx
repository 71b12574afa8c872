'use client';
import { useTranslation } from 'react-i18next';
import { WabaseError } from '../../../sdk/src/errors.ts';
import { NavLink } from '../../ui/nav_link.tsx';

const KNOWN = ['invalid_credentials', 'user_already_exists', 'email_exists'] as const;

/** What the server refused, above the button that asked for it. */
export function FormProblem({ error }: { error: Error | null }) {
  const { t } = useTranslation(['auth', 'common']);
  if (error === null) return null;
  const slug = KNOWN.find((known) => error instanceof WabaseError && error.slug === known);
  const hint = error instanceof WabaseError ? error.hint : '';
  const isOfPlan = error instanceof WabaseError && error.status === 402;
  return (
    <p role="alert" className="rounded-lg bg-bad-soft px-3 py-2 text-[0.8125rem] text-bad">
      {slug === undefined ? `${error.message} ${hint}`.trim() : t(`error.${slug}`)}
      {isOfPlan && (
        <>
          {' '}
          <NavLink href="/settings/plan/" className="font-medium underline">
            {t('common:state.seePlan')}
          </NavLink>
        </>
      )}
    </p>
  );
}
