'use client';
import { Suspense } from 'react';
import { ContactList } from '../../../features/contacts/list.tsx';

export default function ContactsPage() {
  return (
    <Suspense>
      <ContactList />
    </Suspense>
  );
}
