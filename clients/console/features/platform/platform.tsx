'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { AskFirst } from '../../ui/ask_first.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Input } from '../../ui/field.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Problem } from '../../ui/states.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { FeatureFlags } from './feature_flags.tsx';
import { PlanRequests } from './plan_requests.tsx';
import { MessageRates } from './rates.tsx';

const FIGURES = [
  'workers',
  'queued_messages',
  'waiting_events',
  'oldest_waiting_event_seconds',
  'unknown_messages',
  'failed_events',
  'dead_items_today',
  'rejected_webhooks_today',
] as const;

/** For the people who run the platform: health, flags, tenants; none of the tenants' content. */
export function PlatformSettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const format = useFormat();
  const { isPlatformAdmin } = useWorkspace();
  const health = useQuery({
    queryKey: ['platform-health'],
    queryFn: () => client.platform.health(),
    refetchInterval: 10_000,
    enabled: isPlatformAdmin,
  });
  if (!isPlatformAdmin) return <Denied />;
  if (health.error) return <Problem error={health.error} retry={() => void health.refetch()} />;
  return (
    <SectionPage title={t('section.platform')} about={t('platform.about')}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line shadow-soft md:grid-cols-4">
        {FIGURES.map((name) => (
          <div key={name} className="min-w-0 bg-surface px-4 py-3">
            <dt className="truncate text-[0.8125rem] text-ink-soft">{t(`platform.figure.${name}`)}</dt>
            <dd className="tabular mt-0.5 font-semibold text-lg">
              {health.data === undefined ? (
                <Skeleton className="h-6 w-12" />
              ) : (
                format.count(health.data[name] ?? 0)
              )}
            </dd>
          </div>
        ))}
      </dl>
      <PlanRequests />
      <FeatureFlags />
      <MessageRates />
      <Tenants />
    </SectionPage>
  );
}

function Tenants() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const tenants = useQuery({
    queryKey: ['platform-tenants', search],
    queryFn: () => client.platform.tenants({ limit: 50, ...(search !== '' && { search }) }),
    placeholderData: (old) => old,
  });
  const change = useMutation({
    mutationFn: ({ id, isActive }: { id: string; isActive: boolean }) =>
      isActive ? client.platform.suspend(id) : client.platform.reactivate(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['platform-tenants'] }),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('platform.tenants')}
        actions={
          <Input
            type="search"
            aria-label={t('platform.search')}
            placeholder={t('platform.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="w-44"
          />
        }
      />
      {tenants.error ? (
        <Problem error={tenants.error} retry={() => void tenants.refetch()} />
      ) : tenants.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <Table>
          <thead>
            <tr>
              <Head>{t('platform.tenant')}</Head>
              <Head>{t('platform.plan')}</Head>
              <Head className="text-end">{t('platform.members')}</Head>
              <Head className="text-end">{t('platform.queued')}</Head>
              <Head>
                <span className="sr-only">{t('platform.suspend')}</span>
              </Head>
            </tr>
          </thead>
          <tbody>
            {tenants.data.map((tenant) => (
              <Row key={tenant.organization_id}>
                <Cell>
                  <span className="font-medium">{tenant.name}</span>{' '}
                  {tenant.status !== 'active' && <Badge tone="bad">{t('platform.suspended')}</Badge>}
                </Cell>
                <Cell className="capitalize">{tenant.plan_key}</Cell>
                <Cell className="tabular text-end">{format.count(tenant.members)}</Cell>
                <Cell className="tabular text-end">{format.count(tenant.queued_messages)}</Cell>
                <Cell className="text-end">
                  <AskFirst
                    title={t('platform.suspendTitle', { name: tenant.name })}
                    about={t('platform.suspendAbout')}
                    yes={t('platform.suspend')}
                    onConfirm={() => change.mutate({ id: tenant.organization_id, isActive: true })}
                  >
                    {(ask) => (
                      <Button
                        size="sm"
                        tone="quiet"
                        busy={change.isPending && change.variables.id === tenant.organization_id}
                        onClick={
                          tenant.status === 'active'
                            ? ask
                            : () => change.mutate({ id: tenant.organization_id, isActive: false })
                        }
                      >
                        {tenant.status === 'active' ? t('platform.suspend') : t('platform.reactivate')}
                      </Button>
                    )}
                  </AskFirst>
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
