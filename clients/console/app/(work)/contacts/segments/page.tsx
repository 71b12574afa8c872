'use client';
import { SegmentList } from '../../../../features/contacts/segments.tsx';

export default function Page() {
  return <SegmentList />;
}
