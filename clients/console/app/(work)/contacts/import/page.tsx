'use client';
import { Suspense } from 'react';
import { ImportWizard } from '../../../../features/contacts/import/wizard.tsx';

export default function ContactImportPage() {
  return (
    <Suspense>
      <ImportWizard />
    </Suspense>
  );
}
