'use client';
import { useTranslation } from 'react-i18next';
import type { CampaignSummary } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../session/workspace.tsx';

/** When a scheduled campaign starts, by the clocks that were chosen for it; they are named when they are not everybody's. */
export function ScheduledFor({ campaign }: { campaign: CampaignSummary }) {
  const { t } = useTranslation('campaigns');
  const { organization } = useWorkspace();
  const zone = campaign.scheduled_timezone;
  const format = useFormat(zone);
  if (campaign.scheduled_at === null) return null;
  const time = format.moment(campaign.scheduled_at);
  return t('page.scheduledFor', {
    time: zone === null || zone === organization.timezone ? time : `${time} (${zone})`,
  });
}
