'use client';
import { useMutation } from '@tanstack/react-query';
import { ArrowRightLeft, Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Campaign, CampaignShare, CampaignStats } from '../../../sdk/src/campaigns.ts';
import type { WhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Menu, MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Problem } from '../../ui/states.tsx';
import { useNumbers } from '../channels/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useShares } from './data.ts';

/** The funnel of a number, in the words of the campaign's own. */
const STEPS = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const;

interface SharesProps {
  campaign: Campaign;
  stats: CampaignStats;
  onChanged: () => void;
}

/** What each number has of the campaign. Of one number that sends there is nothing to say. */
export function Shares({ campaign, stats, onChanged }: SharesProps) {
  const { t } = useTranslation('campaigns');
  const shares = useShares(campaign.id, stats);
  const numbers = useNumbers().data ?? [];
  if (shares.error) return <Problem error={shares.error} retry={() => void shares.refetch()} />;
  const isWorth =
    (shares.data?.length ?? 0) > 1 ||
    shares.data?.some(({ is_sending, waiting }) => !is_sending && waiting > 0);
  if (!isWorth) return null;
  const waba = numbers.find(({ id }) => id === campaign.whatsapp_account_id)?.waba_id;
  const usable = numbers.filter(
    ({ waba_id, connection_status, is_paused }) =>
      waba_id === waba && connection_status === 'connected' && !is_paused,
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('share.title')} about={t('share.about')} />
      <ul className="divide-y border-t">
        {shares.data?.map((share) => (
          <Share
            key={share.whatsapp_account_id}
            campaignId={campaign.id}
            share={share}
            status={stats.status}
            others={usable.filter(({ id }) => id !== share.whatsapp_account_id)}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </Card>
  );
}

interface ShareProps {
  campaignId: string;
  share: CampaignShare;
  status: string;
  /** Numbers that could take over what waits. */
  others: WhatsappAccount[];
  onChanged: () => void;
}

function Share({ campaignId, share, status, others, onChanged }: ShareProps) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const { may } = useWorkspace();
  const moving = useMutation({
    mutationFn: (to: WhatsappAccount) =>
      client.campaigns.moveShare(campaignId, share.whatsapp_account_id, to.id),
    onSuccess: (count, { account_name }) => toast.success(t('share.moved', { count, name: account_name })),
    onError: (error) => toast.error(error.message),
    onSettled: onChanged,
  });
  const isUnderWay = status === 'running' || status === 'paused';
  const mayMove = may('campaigns.launch') && isUnderWay && share.waiting > 0 && others.length > 0;
  const counts = [
    { name: t('share.recipients'), value: share.recipients },
    { name: t('share.waiting'), value: share.waiting },
    ...STEPS.map((step) => ({ name: t(`step.${step}`), value: share[step] })),
  ];
  const part = share.recipients === 0 ? 0 : share.handed_over / share.recipients;
  return (
    <li className="grid gap-2.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="min-w-0 flex-1 basis-40 truncate font-medium">{share.account_name}</p>
        {!share.is_sending && (
          <Badge tone="warn">
            <Pause aria-hidden />
            {t('share.stopped')}
          </Badge>
        )}
        {mayMove && (
          <Menu
            trigger={
              <Button
                size="sm"
                busy={moving.isPending}
                aria-label={t('share.moveOf', { name: share.account_name })}
              >
                {!moving.isPending && <ArrowRightLeft />}
                {t('share.move')}
              </Button>
            }
          >
            <MenuLabel>{t('share.moveTo')}</MenuLabel>
            {others.map((other) => (
              <MenuItem key={other.id} onSelect={() => moving.mutate(other)}>
                {other.account_name} ({other.phone_number})
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {!share.is_sending && share.pause_reason && (
        <p className="text-[0.8125rem] text-warn">{share.pause_reason}</p>
      )}
      <Meter label={t('progressOf', { name: share.account_name })} value={part} />
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        {counts.map(({ name, value }) => (
          <div key={name} className="flex items-baseline gap-1.5">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="tabular font-semibold">{format.count(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
