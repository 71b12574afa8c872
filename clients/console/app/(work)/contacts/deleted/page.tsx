'use client';
import { DeletedContacts } from '../../../../features/contacts/deleted.tsx';

export default function Page() {
  return <DeletedContacts />;
}
