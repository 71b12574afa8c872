'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MessageSquareQuote, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { CannedReply } from '../../../sdk/src/canned_replies.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import { RowActions } from '../../ui/row_actions.tsx';
import { SearchInput } from '../../ui/search_input.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { WhatsappText } from '../../ui/whatsapp_text.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { EditDialog } from '../settings/edit_dialog.tsx';
import { SectionPage } from '../settings/section_page.tsx';

const VARIABLES = ['contact.name', 'contact.first_name', 'contact.phone', 'brand.name', 'number.name'];

/** Texts that agents use again. */
export function CannedReplySettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const [editing, setEditing] = useState<CannedReply | 'new' | null>(null);
  const [words, setWords] = useState('');
  const queryKey = ['canned-replies', brand.id];
  const replies = useQuery({
    queryKey,
    queryFn: () => client.cannedReplies.list(),
    enabled: may('conversations.view'),
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.cannedReplies.remove(id),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: (error) => toast.error(error.message),
  });
  if (!may('conversations.view')) return <Denied />;
  const mayEdit = may('conversations.reply');
  const create = mayEdit && (
    <Button tone="accent" onClick={() => setEditing('new')}>
      <Plus />
      {t('replies.new')}
    </Button>
  );
  const wanted = words.trim().toLowerCase();
  const shown = replies.data?.filter(({ shortcut, title, body }) =>
    `${shortcut} ${title} ${body}`.toLowerCase().includes(wanted),
  );
  return (
    <SectionPage title={t('section.replies')} about={t('replies.about')} actions={create}>
      {(replies.data?.length ?? 0) > 5 && (
        <SearchInput label={t('replies.search')} words={words} onWords={setWords} className="sm:w-72" />
      )}
      <Card className="overflow-hidden">
        {replies.error ? (
          <Problem error={replies.error} retry={() => void replies.refetch()} />
        ) : shown === undefined ? (
          <SkeletonRows rows={4} />
        ) : shown.length === 0 ? (
          <Notice
            icon={MessageSquareQuote}
            title={wanted === '' ? t('replies.empty') : t('replies.emptySearch')}
            about={wanted === '' && t('replies.emptyAbout')}
            action={wanted === '' && create}
          />
        ) : (
          <ul className="divide-y">
            {shown.map((reply) => (
              <li key={reply.id} className="flex items-start gap-3 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-baseline gap-x-2">
                    <code className="font-medium text-accent-text">/{reply.shortcut}</code>
                    <span className="truncate text-ink-soft">{reply.title}</span>
                  </p>
                  <p className="mt-0.5 line-clamp-2">
                    <WhatsappText text={reply.body} />
                  </p>
                </div>
                {mayEdit && (
                  <RowActions
                    editLabel={t('replies.edit', { name: reply.shortcut })}
                    removeLabel={t('replies.remove', { name: reply.shortcut })}
                    isRemoving={remove.isPending && remove.variables === reply.id}
                    onEdit={() => setEditing(reply)}
                    onRemove={() => remove.mutate(reply.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {editing !== null && (
        <ReplyForm reply={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </SectionPage>
  );
}

function ReplyForm({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { brand } = useWorkspace();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [title, setTitle] = useState(reply?.title ?? '');
  const [body, setBody] = useState(reply?.body ?? '');
  const save = () => {
    const written = { shortcut, title: title.trim(), body };
    return reply === null
      ? client.cannedReplies.create(written)
      : client.cannedReplies.update(reply.id, written);
  };
  return (
    <EditDialog
      title={reply === null ? t('replies.new') : t('replies.edit', { name: `/${reply.shortcut}` })}
      queryKey={['canned-replies', brand.id]}
      save={save}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('replies.shortcut')} hint={t('replies.shortcutHint')}>
          {(props) => (
            <Input
              {...props}
              required
              maxLength={40}
              value={shortcut}
              onChange={(event) =>
                setShortcut(
                  event.target.value
                    .toLowerCase()
                    .replace(/[^a-z0-9_-]+/g, '')
                    .replace(/^[_-]+/, ''),
                )
              }
            />
          )}
        </Field>
        <Field label={t('replies.title')}>
          {(props) => (
            <Input
              {...props}
              maxLength={120}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('replies.body')} hint={t('replies.bodyHint')}>
        {(props) => (
          <Textarea
            {...props}
            required
            maxLength={4096}
            value={body}
            className="min-h-32"
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-1.5">
        {VARIABLES.map((name) => (
          <Button key={name} size="sm" onClick={() => setBody(`${body}{{${name}}}`)}>
            <code className="text-xs">{`{{${name}}}`}</code>
          </Button>
        ))}
      </div>
    </EditDialog>
  );
}
