'use client';
import { ContactList } from '../../../features/contacts/list.tsx';

export default function ContactsPage() {
  return <ContactList />;
}
