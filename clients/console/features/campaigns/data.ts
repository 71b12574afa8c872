'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { type LiveState, useLive } from '../../lib/live.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

const PAGE = 100;

export const campaignsKey = (brandId: string) => ['campaigns', brandId];
const statsKey = (brandId: string) => ['campaign-stats', brandId];

/** The brand's latest campaigns with their funnels, which move as the database tells. */
export function useCampaigns() {
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const mayView = may('campaigns.view');
  const campaigns = useQuery({
    queryKey: campaignsKey(brand.id),
    queryFn: () => client.campaigns.list({ limit: PAGE }),
    enabled: mayView,
  });
  const ids = campaigns.data?.map(({ id }) => id) ?? [];
  const stats = useQuery({
    queryKey: [...statsKey(brand.id), ids[0] ?? '', ids.length],
    queryFn: async () => {
      const all = await client.campaigns.statsOf(ids);
      return Object.fromEntries(all.map((one) => [one.campaign_id, one]));
    },
    enabled: ids.length > 0,
  });

  const reload = () => {
    void queries.invalidateQueries({ queryKey: campaignsKey(brand.id) });
    void queries.invalidateQueries({ queryKey: statsKey(brand.id) });
  };
  const take = (news: CampaignStats) => {
    const known = campaigns.data?.find(({ id }) => id === news.campaign_id);
    if (known === undefined || known.status !== news.status) reload();
    queries.setQueriesData<Record<string, CampaignStats>>({ queryKey: statsKey(brand.id) }, (old) =>
      old === undefined ? old : { ...old, [news.campaign_id]: news },
    );
  };
  const live = useLive(
    mayView ? `campaigns:${brand.id}` : null,
    (onState) => client.campaigns.subscribe({ brandId: brand.id, onProgress: take, onState }),
    reload,
  );
  return { campaigns, stats: stats.data ?? {}, live, mayView };
}

/** One campaign with its funnel, live. */
export function useCampaign(campaignId: string) {
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const key = ['campaign', brand.id, campaignId];
  const campaign = useQuery({ queryKey: [...key, 'row'], queryFn: () => client.campaigns.get(campaignId) });
  const stats = useQuery({ queryKey: [...key, 'stats'], queryFn: () => client.campaigns.stats(campaignId) });
  const reload = () => void queries.invalidateQueries({ queryKey: key });
  const live: LiveState = useLive(
    `campaign:${campaignId}`,
    (onState) =>
      client.campaigns.subscribe({
        brandId: brand.id,
        campaignId,
        onState,
        onProgress(news) {
          queries.setQueryData<CampaignStats>([...key, 'stats'], news);
          const shown = queries.getQueryData<Campaign>([...key, 'row']);
          if (shown !== undefined && shown.status !== news.status) reload();
        },
      }),
    reload,
  );
  return { campaign, stats, live, reload };
}

/** How far the sending is: 0 to 1. */
export function progressOf(stats: CampaignStats): number {
  if (stats.audience === 0) return 0;
  return (stats.audience - stats.queued) / stats.audience;
}
