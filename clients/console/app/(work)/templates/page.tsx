'use client';
import { Suspense } from 'react';
import { TemplateList } from '../../../features/templates/list.tsx';

export default function TemplatesPage() {
  return (
    <Suspense>
      <TemplateList />
    </Suspense>
  );
}
