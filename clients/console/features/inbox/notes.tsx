'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Note } from '../../../sdk/src/notes.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Textarea } from '../../ui/field.tsx';
import { useMemberNames } from '../members/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const notesKey = (conversationId: string) => ['conversation-notes', conversationId];

interface Person {
  id: string;
  name: string;
}

/** What colleagues write to each other about a conversation; who is named with an @ is told. */
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
  const { organization, may } = useWorkspace();
  const people = useMemberNames();
  const queryKey = notesKey(conversationId);
  const notes = useQuery({ queryKey, queryFn: () => client.notes.list(conversationId) });
  const refresh = () => queries.invalidateQueries({ queryKey });
  const remove = useMutation({
    mutationFn: (id: string) => client.notes.remove(id),
    async onMutate(id) {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Note[]>(queryKey);
      queries.setQueryData<Note[]>(queryKey, (old) => old?.filter((note) => note.id !== id));
      return { before };
    },
    onError(error, _id, context) {
      queries.setQueryData(queryKey, context?.before);
      toast.error(t('takenBack', { reason: error.message }));
    },
    onSettled: refresh,
  });
  return (
    <section className={cn('grid gap-2', className)} aria-label={t('notes')}>
      <h3 className="font-medium text-[0.8125rem] text-ink-soft">{t('notes')}</h3>
      {notes.data?.length === 0 && <p className="text-ink-soft">{t('notesNone')}</p>}
      <ul className="grid gap-2">
        {notes.data?.map((note) => (
          <NoteCard
            key={note.id}
            note={note}
            people={people}
            onRemove={
              note.author_id === organization.member_id || may('conversations.view_all')
                ? () => remove.mutate(note.id)
                : null
            }
          />
        ))}
      </ul>
      {may('conversations.reply') && <NoteForm conversationId={conversationId} people={people} />}
    </section>
  );
}

interface NoteCardProps {
  note: Note;
  people: Person[];
  onRemove: (() => void) | null;
}

function NoteCard({ note, people, onRemove }: NoteCardProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const author = people.find(({ id }) => id === note.author_id)?.name;
  const named = people.filter(({ id }) => note.mentions.includes(id)).map(({ name }) => `@${name}`);
  return (
    <li className="group rounded-lg bg-warn-soft px-3 py-2">
      <p className="whitespace-pre-wrap break-words">
        {split(note.body, named).map((part, i) =>
          named.includes(part) ? (
            <strong key={`${i}${part}`} className="font-semibold text-warn">
              {part}
            </strong>
          ) : (
            part
          ),
        )}
      </p>
      <p className="mt-0.5 flex items-center gap-2 text-warn text-xs">
        <span className="min-w-0 flex-1 truncate">
          {[author, format.relative(note.created_at)].filter(Boolean).join(' · ')}
        </span>
        {onRemove !== null && (
          <button
            type="button"
            aria-label={t('noteRemove')}
            onClick={onRemove}
            className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Trash2 className="size-3.5" aria-hidden />
          </button>
        )}
      </p>
    </li>
  );
}

/** A text cut at the names in it, the names being parts of their own. */
function split(text: string, names: string[]): string[] {
  if (names.length === 0) return [text];
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.split(new RegExp(`(${escaped.join('|')})`)).filter((part) => part !== '');
}

interface Written {
  body: string;
  mentions: string[];
}

interface NoteFormProps {
  conversationId: string;
  people: Person[];
}

function NoteForm({ conversationId, people }: NoteFormProps) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const queries = useQueryClient();
  const { organization } = useWorkspace();
  const queryKey = notesKey(conversationId);
  const [words, setWords] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const add = useMutation({
    mutationFn: ({ body, mentions }: Written) => client.notes.add(conversationId, body, mentions),
    async onMutate({ body, mentions }) {
      setWords('');
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Note[]>(queryKey);
      const shown = {
        id: crypto.randomUUID(),
        author_id: organization.member_id,
        body,
        mentions,
        created_at: new Date().toISOString(),
      };
      queries.setQueryData<Note[]>(queryKey, (old) => [shown as Note, ...(old ?? [])]);
      return { before };
    },
    onError(error, { body }, context) {
      queries.setQueryData(queryKey, context?.before);
      setWords((newer) => (newer === '' ? body : newer));
      toast.error(t('takenBack', { reason: error.message }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const begun = /(?:^|\s)@([^@\s]*)$/.exec(words)?.[1]?.toLowerCase();
  const offered =
    begun === undefined ? [] : people.filter(({ name }) => name.toLowerCase().includes(begun)).slice(0, 6);
  const mention = (name: string) => {
    setWords(words.replace(/@[^@\s]*$/, `@${name} `));
    field.current?.focus();
  };
  const save = () => {
    if (words.trim() === '' || add.isPending) return;
    const mentions = people.filter(({ name }) => words.includes(`@${name}`)).map(({ id }) => id);
    add.mutate({ body: words.trim(), mentions });
  };
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        ref={field}
        id="note"
        aria-label={t('noteWrite')}
        placeholder={t('noteHint')}
        value={words}
        rows={2}
        maxLength={4000}
        className="field-sizing-content min-h-0"
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          const [first] = offered;
          if (event.key === 'Enter' && first !== undefined) {
            event.preventDefault();
            mention(first.name);
          } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
        }}
      />
      {offered.length > 0 && (
        <ul aria-label={t('noteMention')} className="rounded-lg border bg-raised p-1 shadow-soft">
          {offered.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => mention(name)}
                className="w-full truncate rounded-md px-2 py-1 text-start hover:bg-sunken"
              >
                @{name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {words.trim() !== '' && (
        <Button type="submit" size="sm" className="justify-self-end" busy={add.isPending}>
          {t('noteSave')}
        </Button>
      )}
    </form>
  );
}
