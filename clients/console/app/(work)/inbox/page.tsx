'use client';
import { Suspense } from 'react';
import { InboxPage } from '../../../features/inbox/inbox_page.tsx';

export default function InboxRoute() {
  return (
    <Suspense>
      <InboxPage />
    </Suspense>
  );
}
