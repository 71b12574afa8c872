'use client';
import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Audience } from '../../../sdk/src/audience.ts';
import type { Campaign } from '../../../sdk/src/campaigns.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Notice } from '../../ui/states.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { CampaignFacts } from './facts.tsx';
import { LaunchCard } from './launch_card.tsx';
import { isSomebody } from './wizard/draft.ts';

/** A campaign that has not begun: what a launch would do, and the launch. */
export function DraftPage({ campaign, onChanged }: { campaign: Campaign; onChanged: () => void }) {
  const { t } = useTranslation('campaigns');
  const { may } = useWorkspace();
  // A draft may have been kept before its audience was chosen.
  const hasAudience = isSomebody(campaign.audience as unknown as Audience);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
      {hasAudience ? (
        <LaunchCard key={campaign.status} campaign={campaign} onLaunched={onChanged} />
      ) : (
        <Card>
          <Notice
            icon={UsersRound}
            title={t('page.unfinished')}
            about={t('page.unfinishedAbout')}
            action={
              may('campaigns.edit') && (
                <Button asChild tone="accent">
                  <NavLink href={`/campaigns/new/?id=${campaign.id}`}>{t('page.goOn')}</NavLink>
                </Button>
              )
            }
          />
        </Card>
      )}
      <CampaignFacts campaign={campaign} />
    </div>
  );
}
