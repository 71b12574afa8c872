'use client';
import { Suspense } from 'react';
import { CampaignWizard } from '../../../../features/campaigns/wizard/wizard.tsx';
import { useQueryString } from '../../../../lib/query_string.ts';

function Wizard() {
  const [id] = useQueryString('id');
  return <CampaignWizard key={id} campaignId={id} />;
}

export default function NewCampaignPage() {
  return (
    <Suspense>
      <Wizard />
    </Suspense>
  );
}
