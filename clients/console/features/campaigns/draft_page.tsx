'use client';
import type { Campaign } from '../../../sdk/src/campaigns.ts';
import { CampaignFacts } from './facts.tsx';
import { LaunchCard } from './launch_card.tsx';

/** A campaign that has not begun: what a launch would do, and the launch. */
export function DraftPage({ campaign, onChanged }: { campaign: Campaign; onChanged: () => void }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
      <LaunchCard key={campaign.status} campaign={campaign} onLaunched={onChanged} />
      <CampaignFacts campaign={campaign} />
    </div>
  );
}
