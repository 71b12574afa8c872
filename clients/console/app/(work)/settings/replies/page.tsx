'use client';
import { CannedReplySettings } from '../../../../features/replies/canned_replies.tsx';

export default function Page() {
  return <CannedReplySettings />;
}
