'use client';
import { useRouter } from 'next/navigation';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { PersonalEvent } from '../../../sdk/src/inbox.ts';
import { useLive } from '../../lib/live.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** How long there is time to follow it. */
const SHOWN_MS = 15_000;

/** Tells what is meant for oneself, wherever one is: that a colleague asks for one, or that a customer waits too long. */
export function usePersonalNews(): void {
  const { t } = useTranslation();
  const client = useClient();
  const router = useRouter();
  const { organization, choose, may } = useWorkspace();
  const tell = (event: PersonalEvent) => {
    // Who is given a conversation sees it in his list; most often he took it himself.
    if (event.event === 'assignment') return;
    const isOpen = new URLSearchParams(window.location.search).get('c') === event.conversation_id;
    if (isOpen && !document.hidden) return;
    toast.info(t(`told.${event.event}`), {
      id: `${event.event}${event.conversation_id}`,
      duration: SHOWN_MS,
      action: {
        label: t('told.open'),
        onClick: () => {
          choose(event.brand_id);
          router.push(`/inbox/?c=${event.conversation_id}`);
        },
      },
    });
  };
  useLive(
    may('conversations.view') ? `agent:${organization.member_id}` : null,
    () => client.inbox.subscribePersonal({ memberId: organization.member_id, onEvent: tell }),
    () => {},
  );
}
