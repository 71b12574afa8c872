import type { Contact } from '../../../sdk/src/contacts.ts';

/** What a contact is called: name, else username, else number; null when nothing is known. */
export function nameOf({
  name,
  username,
  phone,
}: Pick<Contact, 'name' | 'username' | 'phone'>): string | null {
  return name || (username ? `@${username}` : null) || phone;
}
