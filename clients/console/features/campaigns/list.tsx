'use client';
import { Megaphone, Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignStats, CampaignSummary } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search_input.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { StopNotice } from '../sending/stop_notice.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { LiveBadge } from '../shell/live_badge.tsx';
import { progressOf, useCampaigns } from './data.ts';
import { ScheduledFor } from './scheduled_for.tsx';
import { CampaignStatus } from './status.tsx';

const GROUPS = {
  all: undefined,
  drafts: ['draft'],
  scheduled: ['scheduled'],
  active: ['launching', 'running', 'paused'],
  done: ['completed', 'canceled', 'failed'],
};
type Group = keyof typeof GROUPS;

export function CampaignList() {
  const { t } = useTranslation(['campaigns', 'common']);
  const { may } = useWorkspace();
  const [group, setGroup] = useState<Group>('all');
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const statuses = GROUPS[group];
  const { list, campaigns, stats, live, mayView } = useCampaigns({
    ...(search !== '' && { search }),
    ...(statuses !== undefined && { statuses }),
  });
  if (!mayView) return <Denied />;
  const create = may('campaigns.edit') && (
    <Button asChild tone="accent">
      <NavLink href="/campaigns/new/">
        <Plus />
        {t('new')}
      </NavLink>
    </Button>
  );
  const isAll = group === 'all' && search === '';
  return (
    <Page title={t('title')} about={t('about')} actions={create}>
      <StopNotice />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <search className="w-full sm:w-auto">
          <SearchInput label={t('search')} words={words} onWords={setWords} />
        </search>
        <Choices
          label={t('filter')}
          value={group}
          onChange={setGroup}
          options={(Object.keys(GROUPS) as Group[]).map((value) => ({ value, label: t(`group.${value}`) }))}
          className="max-w-full"
        />
        <div className="flex-1" />
        <LiveBadge state={live} />
      </div>
      <Card className="overflow-hidden">
        {list.error ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : campaigns === undefined ? (
          <SkeletonRows />
        ) : campaigns.length === 0 ? (
          <Notice
            icon={Megaphone}
            title={isAll ? t('empty') : search === '' ? t('emptyGroup') : t('emptySearch')}
            about={isAll ? t('emptyAbout') : undefined}
            action={isAll && create}
          />
        ) : (
          <div className={list.isPlaceholderData ? 'opacity-60' : ''}>
            <CampaignTable campaigns={campaigns} stats={stats} />
          </div>
        )}
      </Card>
      {list.hasNextPage && (
        <div className="mt-4 grid justify-items-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:loadMore')}
          </Button>
        </div>
      )}
    </Page>
  );
}

interface CampaignTableProps {
  campaigns: CampaignSummary[];
  stats: Record<string, CampaignStats>;
}

function CampaignTable({ campaigns, stats }: CampaignTableProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  return (
    <Table>
      <thead>
        <tr>
          <Head>{t('column.name')}</Head>
          <Head className="hidden sm:table-cell">{t('column.status')}</Head>
          <Head className="hidden w-48 md:table-cell">{t('column.progress')}</Head>
          <Head className="text-end">{t('column.audience')}</Head>
          <Head className="hidden text-end lg:table-cell">{t('step.delivered')}</Head>
          <Head className="hidden text-end lg:table-cell">{t('step.read')}</Head>
          <Head className="hidden text-end lg:table-cell">{t('step.failed')}</Head>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => {
          const counts = stats[campaign.id];
          const isWaiting = campaign.status === 'draft' || campaign.status === 'scheduled';
          const count = (value: number | undefined) =>
            value === undefined || isWaiting ? '–' : format.short(value);
          return (
            <Row key={campaign.id} className="relative">
              <Cell className="max-w-64 sm:max-w-80">
                <NavLink
                  href={`/campaigns/view/?id=${campaign.id}`}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {campaign.name}
                </NavLink>
                <span className="flex items-center gap-2 text-ink-soft text-xs">
                  <span className="sm:hidden">
                    <CampaignStatus status={campaign.status} />
                  </span>
                  {campaign.status === 'scheduled' ? (
                    <ScheduledFor campaign={campaign} />
                  ) : (
                    format.moment(campaign.started_at ?? campaign.created_at)
                  )}
                </span>
              </Cell>
              <Cell className="hidden sm:table-cell">
                <CampaignStatus status={campaign.status} />
              </Cell>
              <Cell className="hidden md:table-cell">
                {counts !== undefined && counts.audience > 0 && (
                  <div className="flex items-center gap-2">
                    <Meter
                      label={t('progressOf', { name: campaign.name })}
                      value={progressOf(counts)}
                      className="w-28"
                    />
                    <span className="tabular text-ink-soft text-xs">
                      {format.percent(progressOf(counts))}
                    </span>
                  </div>
                )}
              </Cell>
              <Cell className="tabular text-end">{count(counts?.audience)}</Cell>
              <Cell className="tabular hidden text-end lg:table-cell">{count(counts?.delivered)}</Cell>
              <Cell className="tabular hidden text-end lg:table-cell">{count(counts?.read)}</Cell>
              <Cell className="tabular hidden text-end lg:table-cell">{count(counts?.failed)}</Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
