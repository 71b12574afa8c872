'use client';
import { CampaignWizard } from '../../../../features/campaigns/wizard/wizard.tsx';

export default function NewCampaignPage() {
  return <CampaignWizard />;
}
