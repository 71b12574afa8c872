'use client';
import { ExportList } from '../../../../features/contacts/export_list.tsx';

export default function Page() {
  return <ExportList />;
}
