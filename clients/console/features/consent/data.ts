import type { ConsentCategory } from '../../../sdk/src/consents.ts';

export const CATEGORIES: ConsentCategory[] = ['marketing', 'utility', 'service'];

export const consentKey = (contactId: string) => ['consent', contactId];
