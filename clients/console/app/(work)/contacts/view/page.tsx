'use client';
import { Suspense } from 'react';
import { ContactPage } from '../../../../features/contacts/contact_page.tsx';
import { useQueryString } from '../../../../lib/query_string.ts';
import { Gone } from '../../../../ui/states.tsx';

function View() {
  const [id] = useQueryString('id');
  return id === null ? <Gone /> : <ContactPage key={id} contactId={id} />;
}

export default function ContactViewPage() {
  return (
    <Suspense>
      <View />
    </Suspense>
  );
}
