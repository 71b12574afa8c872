'use client';
import { Suspense } from 'react';
import { CampaignPage } from '../../../../features/campaigns/page.tsx';
import { useQueryString } from '../../../../lib/query_string.ts';
import { Gone } from '../../../../ui/states.tsx';

function View() {
  const [id] = useQueryString('id');
  return id === null ? <Gone /> : <CampaignPage key={id} campaignId={id} />;
}

export default function CampaignViewPage() {
  return (
    <Suspense>
      <View />
    </Suspense>
  );
}
