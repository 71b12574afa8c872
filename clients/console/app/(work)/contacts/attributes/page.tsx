'use client';
import { AttributeSettings } from '../../../../features/contacts/attributes.tsx';

export default function Page() {
  return <AttributeSettings />;
}
