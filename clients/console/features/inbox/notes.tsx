'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Textarea } from '../../ui/field.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** What colleagues write to each other about a conversation. */
export function ConversationNotes({
  conversationId,
  className,
}: {
  conversationId: string;
  className?: string;
}) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { may } = useWorkspace();
  const [words, setWords] = useState('');
  const queryKey = ['conversation-notes', conversationId];
  const notes = useQuery({ queryKey, queryFn: () => client.notes.list(conversationId) });
  const add = useMutation({
    mutationFn: () => client.notes.add(conversationId, words.trim()),
    onSuccess: () => {
      setWords('');
      return queries.invalidateQueries({ queryKey });
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <section className={cn('grid gap-2', className)} aria-label={t('notes')}>
      <h3 className="font-medium text-[0.8125rem] text-ink-soft">{t('notes')}</h3>
      {notes.data?.length === 0 && <p className="text-ink-soft">{t('notesNone')}</p>}
      <ul className="grid gap-2">
        {notes.data?.map((note) => (
          <li key={note.id} className="rounded-lg bg-warn-soft px-3 py-2">
            <p className="whitespace-pre-wrap break-words">{note.body}</p>
            <p className="mt-0.5 text-warn text-xs">{format.relative(note.created_at)}</p>
          </li>
        ))}
      </ul>
      {may('conversations.reply') && (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() !== '') add.mutate();
          }}
        >
          <Textarea
            aria-label={t('noteWrite')}
            placeholder={t('noteWrite')}
            value={words}
            rows={2}
            className="min-h-0"
            onChange={(event) => setWords(event.target.value)}
          />
          {words.trim() !== '' && (
            <Button type="submit" size="sm" className="justify-self-end" busy={add.isPending}>
              {t('noteSave')}
            </Button>
          )}
        </form>
      )}
    </section>
  );
}
