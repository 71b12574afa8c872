'use client';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SendingState } from '../../../sdk/src/sending.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useNumbers } from '../channels/data.ts';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { stopOf, useSending } from './data.ts';
import { NumberRow } from './number_row.tsx';
import { ScopeRow } from './scope_row.tsx';

/** Whether messages go out; what holds them back, from the whole platform down to one number; what to do about it. */
export function SendingSettings() {
  const { t } = useTranslation(['sending', 'settings']);
  const { may } = useWorkspace();
  const sending = useSending();
  const numbers = useNumbers();
  if (!may('channels.view')) return <Denied />;
  const error = sending.error ?? numbers.error;
  const byId = new Map(sending.data?.numbers.map((one) => [one.whatsapp_account_id, one]));
  return (
    <SectionPage title={t('settings:section.sending')} about={t('about')}>
      {error && sending.data === undefined ? (
        <Problem error={error} retry={() => void Promise.all([sending.refetch(), numbers.refetch()])} />
      ) : sending.data === undefined || numbers.data === undefined ? (
        <Card>
          <SkeletonRows rows={4} />
        </Card>
      ) : (
        <>
          <Scopes state={sending.data} />
          {sending.data.limits !== null && <Limits limits={sending.data.limits} />}
          <Card className="overflow-hidden">
            <CardHeader title={t('number.title')} />
            {numbers.data.length === 0 ? (
              <Notice
                icon={Phone}
                title={t('number.empty')}
                action={
                  <Button asChild>
                    <NavLink href="/settings/numbers/">{t('settings:section.numbers')}</NavLink>
                  </Button>
                }
                className="border-t py-10"
              />
            ) : (
              <ul className="divide-y border-t">
                {numbers.data.map((account) => (
                  <NumberRow
                    key={account.id}
                    account={account}
                    now={byId.get(account.id)}
                    isStopped={stopOf(sending.data) !== null}
                  />
                ))}
              </ul>
            )}
          </Card>
        </>
      )}
    </SectionPage>
  );
}

function Scopes({ state }: { state: SendingState }) {
  const { t } = useTranslation('sending');
  const { organization, brand, hasBrands, may } = useWorkspace();
  const { paused } = state;
  const mayStopAll = may('organization.manage');
  const mayStopBrand = may('channels.manage');
  // Of one brand only one switch is shown, unless the other one is thrown.
  const isBrandShown = hasBrands || !mayStopAll || paused.brand !== null;
  const isOrganizationShown = hasBrands || mayStopAll || paused.organization !== null;
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('scope.title')} />
      <ul className="divide-y border-t">
        {paused.platform !== null && (
          <ScopeRow
            name={t('scope.platform')}
            about={t('scope.platformAbout')}
            reason={paused.platform}
            scope={null}
          />
        )}
        {isOrganizationShown && (
          <ScopeRow
            name={organization.name}
            about={t(hasBrands ? 'scope.organizationAbout' : 'scope.everythingAbout')}
            reason={paused.organization}
            scope={mayStopAll ? { organizationId: organization.id } : null}
          />
        )}
        {isBrandShown && (
          <ScopeRow
            name={brand.name}
            about={t(hasBrands ? 'scope.brandAbout' : 'scope.everythingAbout')}
            reason={paused.brand}
            scope={mayStopBrand ? { brandId: brand.id } : null}
          />
        )}
      </ul>
    </Card>
  );
}

function Limits({ limits }: { limits: NonNullable<SendingState['limits']> }) {
  const { t } = useTranslation('sending');
  const format = useFormat();
  const shown = (
    [
      ['minute', limits.per_minute, limits.sent_this_minute],
      ['hour', limits.per_hour, limits.sent_this_hour],
      ['day', limits.per_day, limits.sent_today],
    ] as const
  ).filter((one): one is ['minute' | 'hour' | 'day', number, number] => one[1] !== null);
  return (
    <Card>
      <CardHeader title={t('limit.title')} about={t('limit.about')} />
      <dl className="grid gap-3 px-4 pb-4">
        {shown.map(([name, limit, sent]) => (
          <div key={name} className="grid gap-1.5">
            <div className="flex justify-between gap-3">
              <dt>{t(`limit.${name}`)}</dt>
              <dd className="tabular">
                {t('limit.used', { sent: format.count(sent), limit: format.count(limit) })}
              </dd>
            </div>
            <Meter label={t(`limit.${name}`)} value={Math.min(1, sent / limit)} />
          </div>
        ))}
      </dl>
      {limits.waits_until !== null && (
        <p role="status" className="mx-4 mb-4 rounded-lg bg-warn-soft px-3 py-2 text-warn">
          {t('limit.waits', { time: format.recentOrComing(limits.waits_until) })}
        </p>
      )}
    </Card>
  );
}
