'use client';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preflight } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';

/** What a launch costs, what limits it, how long it takes, and whose values are missing. */
export function Estimate({ found }: { found: Preflight }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const format = useFormat();
  const { cost, tier, quota, missing } = found;
  const totals = Object.entries(cost.totals).map(([currency, amount]) => format.money(amount, currency));
  const short = Object.entries(quota).filter(([, { left, needed }]) => left !== null && left < needed);
  return (
    <div className="mt-5 grid gap-4 border-t pt-4">
      <dl className="grid grid-cols-2 gap-4">
        <Figure name={t('estimate.cost')} value={totals.join(' + ') || '–'}>
          {cost.is_example && t('estimate.example')}
          {cost.unpriced > 0 && t('estimate.unpriced', { count: cost.unpriced })}
        </Figure>
        <Figure name={t('estimate.duration')} value={format.span(Math.max(1, found.duration_seconds))}>
          {t('estimate.durationAbout')}
        </Figure>
      </dl>
      <ul className="grid gap-1.5">
        <Check isFine={tier.fits}>
          {tier.limit === null
            ? t('estimate.tierNone')
            : t('estimate.tier', {
                people: format.count(tier.new_people),
                used: format.count(tier.used ?? 0),
                limit: format.count(tier.limit),
              })}
        </Check>
        {short.length === 0 ? (
          <Check isFine>{t('estimate.quotaFits')}</Check>
        ) : (
          short.map(([name, { left, needed }]) => (
            <Check key={name} isFine={false}>
              {t(`estimate.quota.${name as 'messages_per_day'}`, {
                left: format.count(left ?? 0),
                needed: format.count(needed),
              })}
            </Check>
          ))
        )}
      </ul>
      {missing.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {missing.map(({ source, key, contacts, sample }) => (
            <li key={`${source}${key}`} className="px-3 py-2">
              <p className="flex justify-between gap-3">
                {t('estimate.missing', {
                  what: source === 'attribute' ? key : t(`wizard.source.${source as 'name'}`, source),
                })}
                <span className="tabular font-semibold">{format.count(contacts)}</span>
              </p>
              <p className="flex flex-wrap gap-x-3 text-[0.8125rem]">
                {sample.map(({ id, name, phone }) => (
                  <NavLink
                    key={id}
                    href={`/contacts/view/?id=${id}`}
                    className="text-accent-text underline underline-offset-2"
                  >
                    {name ?? phone ?? t('common:contactUnknown')}
                  </NavLink>
                ))}
              </p>
            </li>
          ))}
        </ul>
      )}
      {cost.countries.length > 1 && (
        <details>
          <summary className="cursor-pointer font-medium text-[0.8125rem]">{t('estimate.countries')}</summary>
          <div className="mt-2 overflow-hidden rounded-lg border">
            <Table>
              <thead>
                <tr>
                  <Head>{t('estimate.country')}</Head>
                  <Head className="text-end">{t('estimate.messages')}</Head>
                  <Head className="text-end">{t('estimate.amount')}</Head>
                </tr>
              </thead>
              <tbody>
                {cost.countries.map((one) => (
                  <Row key={one.country ?? ''}>
                    <Cell>{one.name ?? t('estimate.elsewhere')}</Cell>
                    <Cell className="tabular text-end">{format.count(one.messages)}</Cell>
                    <Cell className="tabular text-end">
                      {one.amount === null || one.currency === null
                        ? '–'
                        : format.money(one.amount, one.currency)}
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          </div>
        </details>
      )}
    </div>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="tabular font-semibold text-lg">{value}</dd>
      <dd className="text-[0.8125rem] text-ink-soft">{children}</dd>
    </div>
  );
}

function Check({ isFine, children }: { isFine: boolean; children: ReactNode }) {
  const Icon = isFine ? CircleCheck : TriangleAlert;
  return (
    <li className="flex items-start gap-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${isFine ? 'text-good' : 'text-warn'}`} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
