'use client';
import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Campaign, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { type LiveState, useLive } from '../../lib/live.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** As many as the funnels of one request. */
const PAGE = 100;

export const campaignsKey = (brandId: string) => ['campaigns', brandId];
export const campaignKey = (brandId: string, campaignId: string) => ['campaign', brandId, campaignId];
const statsKey = (brandId: string) => ['campaign-stats', brandId];

export interface CampaignFilter {
  /** Part of the name. */
  search?: string;
  statuses?: string[];
}

/** The brand's campaigns, the newest first and a page at a time, with their funnels, which move as the database tells. */
export function useCampaigns(filter: CampaignFilter = {}) {
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const mayView = may('campaigns.view');
  const list = useInfiniteQuery({
    queryKey: [...campaignsKey(brand.id), filter],
    queryFn: ({ pageParam }) =>
      client.campaigns.list({ ...filter, limit: PAGE, ...(pageParam !== null && { before: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    enabled: mayView,
    placeholderData: (old) => old,
  });
  const pages = list.data?.pages ?? [];
  const stats = useQueries({
    queries: pages
      .filter((page) => page.length > 0)
      .map((page) => ({
        queryKey: [...statsKey(brand.id), page.map(({ id }) => id)],
        queryFn: () => client.campaigns.statsOf(page.map(({ id }) => id)),
      })),
    combine: (found) => ({
      byId: Object.fromEntries(found.flatMap(({ data }) => data ?? []).map((one) => [one.campaign_id, one])),
      isPending: found.some(({ isPending }) => isPending),
    }),
  });

  const reload = () => {
    void readAnew(queries, campaignsKey(brand.id));
    void readAnew(queries, statsKey(brand.id));
  };
  const campaigns = list.data?.pages.flat();
  /** The states told last, of campaigns beyond the pages read too. */
  const told = useRef(new Map<string, string>());
  const take = (news: CampaignStats) => {
    const shown = campaigns?.find(({ id }) => id === news.campaign_id)?.status;
    const known = told.current.get(news.campaign_id) ?? shown;
    told.current.set(news.campaign_id, news.status);
    if (known !== news.status) reload();
    queries.setQueriesData<CampaignStats[]>({ queryKey: statsKey(brand.id) }, (old) =>
      old?.map((one) => (one.campaign_id === news.campaign_id ? news : one)),
    );
  };
  const live = useLive(
    mayView ? `campaigns:${brand.id}` : null,
    (onState) => client.campaigns.subscribe({ brandId: brand.id, onProgress: take, onState }),
    reload,
  );
  return {
    list,
    campaigns,
    stats: stats.byId,
    /** Whether some of them are not counted yet. */
    isCounting: list.isPending || stats.isPending,
    live,
    mayView,
  };
}

/** One campaign with its funnel, live. */
export function useCampaign(campaignId: string) {
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const key = campaignKey(brand.id, campaignId);
  const campaign = useQuery({ queryKey: [...key, 'row'], queryFn: () => client.campaigns.get(campaignId) });
  const stats = useQuery({ queryKey: [...key, 'stats'], queryFn: () => client.campaigns.stats(campaignId) });
  const reload = () => void readAnew(queries, key);
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

/** A draft as it was kept, with all its numbers; nothing for a new campaign. */
export function useSavedDraft(campaignId: string | null) {
  const client = useClient();
  const { brand } = useWorkspace();
  return useQuery({
    queryKey: ['campaign-draft', brand.id, campaignId],
    async queryFn() {
      const id = campaignId ?? '';
      const [campaign, furtherIds] = await Promise.all([
        client.campaigns.get(id),
        client.campaigns.furtherNumbers(id),
      ]);
      return { campaign, furtherIds };
    },
    enabled: campaignId !== null,
    // What is being edited does not change under the editor.
    staleTime: Infinity,
    gcTime: 0,
  });
}

const SHARES_AGAIN_MS = 5_000;

/** What each number of a campaign has of it; read again while messages move. */
export function useShares(campaignId: string, stats: CampaignStats) {
  const client = useClient();
  const { brand } = useWorkspace();
  const isMoving = stats.queued > 0 || stats.status === 'running';
  return useQuery({
    queryKey: [...campaignKey(brand.id, campaignId), 'shares'],
    queryFn: () => client.campaigns.shares(campaignId),
    refetchInterval: isMoving ? SHARES_AGAIN_MS : false,
  });
}

/** How far the sending is: 0 to 1. */
export function progressOf(stats: CampaignStats): number {
  if (stats.audience === 0) return 0;
  return (stats.audience - stats.queued) / stats.audience;
}
