'use client';
import { ListSettings } from '../../../../features/contacts/lists.tsx';

export default function Page() {
  return <ListSettings />;
}
