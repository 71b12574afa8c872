'use client';
import { createContext, use, useEffect, useMemo, useRef, useState } from 'react';
import type { Colleague, TeamSeat } from '../../../sdk/src/team.ts';
import { useClient } from '../session/session.tsx';

/** How long somebody counts as typing after a sign of it. */
const TYPING_MS = 5_000;
/** How long after a refusal or failure it is tried again. */
const AGAIN_MS = 10_000;

/** Who else works in the inbox. */
export interface InboxTeam {
  /** Other members who look at a conversation. */
  lookingAt(conversationId: string): string[];
  /** Other members who type an answer there. */
  typingIn(conversationId: string): string[];
  /** Tells them that one types. */
  type(conversationId: string): void;
}

const NOBODY: InboxTeam = { lookingAt: () => [], typingIn: () => [], type: () => {} };

export const TeamContext = createContext<InboxTeam>(NOBODY);

export function useInboxTeam(): InboxTeam {
  return use(TeamContext);
}

/** Takes a seat among the colleagues of a brand for as long as the inbox is shown. A courtesy: without it all else works. */
export function useTeam(brandId: string | null, memberId: string, openId: string | null): InboxTeam {
  const client = useClient();
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [typing, setTyping] = useState<{ member_id: string; conversation_id: string }[]>([]);
  const seat = useRef<TeamSeat | null>(null);
  const looksAt = useRef(openId);
  looksAt.current = openId;

  useEffect(() => {
    if (brandId === null) return;
    let isOver = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ends = new Map<string, ReturnType<typeof setTimeout>>();
    const onTyping = ({ member_id, conversation_id }: { member_id: string; conversation_id: string }) => {
      if (member_id === memberId) return;
      clearTimeout(ends.get(member_id));
      const others = (list: typeof typing) => list.filter((one) => one.member_id !== member_id);
      setTyping((old) => [...others(old), { member_id, conversation_id }]);
      ends.set(
        member_id,
        setTimeout(() => setTyping(others), TYPING_MS),
      );
    };
    const join = () => {
      client.team.join({ brandId, memberId, onPresence: setColleagues, onTyping }).then(
        (taken) => {
          if (isOver) return void taken.leave();
          seat.current = taken;
          void taken.look(looksAt.current);
        },
        () => {
          if (!isOver) again = setTimeout(join, AGAIN_MS);
        },
      );
    };
    join();
    return () => {
      isOver = true;
      clearTimeout(again);
      for (const end of ends.values()) clearTimeout(end);
      setColleagues([]);
      setTyping([]);
      void seat.current?.leave();
      seat.current = null;
    };
  }, [client, brandId, memberId]);

  useEffect(() => {
    void seat.current?.look(openId);
  }, [openId]);

  return useMemo(
    () => ({
      lookingAt: (id) =>
        colleagues
          .filter((one) => one.conversation_id === id && one.member_id !== memberId)
          .map(({ member_id }) => member_id),
      typingIn: (id) => typing.filter((one) => one.conversation_id === id).map(({ member_id }) => member_id),
      type: (id) => void seat.current?.type(id),
    }),
    [colleagues, typing, memberId],
  );
}
