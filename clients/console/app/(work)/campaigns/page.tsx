'use client';
import { CampaignList } from '../../../features/campaigns/list.tsx';

export default function CampaignsPage() {
  return <CampaignList />;
}
