'use client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey } from './data.ts';
import { nameOf } from './name.ts';
import { ContactsHeader } from './section_nav.tsx';

const PAGE = 50;

/** Deleted contacts; each can be brought back as it was. */
export function DeletedContacts() {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const deleted = useInfiniteQuery({
    queryKey: [...contactsKey(brand.id), 'deleted'],
    queryFn: ({ pageParam }) =>
      client.contacts.listDeleted({ limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    enabled: may('contacts.edit'),
  });
  const restore = useMutation({
    mutationFn: (id: string) => client.contacts.restore([id]),
    onSuccess: () => queries.invalidateQueries({ queryKey: contactsKey(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  if (!may('contacts.edit')) return <Denied />;
  const rows = deleted.data?.pages.flat();
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader />
      <Card className="overflow-hidden">
        {deleted.error ? (
          <Problem error={deleted.error} retry={() => void deleted.refetch()} />
        ) : rows === undefined ? (
          <SkeletonRows rows={5} />
        ) : rows.length === 0 ? (
          <Notice icon={Trash2} title={t('deleted.empty')} about={t('deleted.about')} />
        ) : (
          <ul className="divide-y">
            {rows.map((contact) => {
              const name = nameOf(contact) ?? t('common:contactUnknown');
              return (
                <li key={contact.id} className="flex items-center gap-3 px-4 py-2.5">
                  <Avatar name={name} className="size-8" />
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-medium">{name}</p>
                    <p className="tabular flex flex-wrap gap-x-2 text-ink-soft text-xs">
                      <bdi dir="ltr">{contact.phone}</bdi>
                      {contact.deleted_at !== null && (
                        <span>{t('deleted.at', { time: format.relative(contact.deleted_at) })}</span>
                      )}
                    </p>
                  </div>
                  <Button
                    size="sm"
                    busy={restore.isPending && restore.variables === contact.id}
                    onClick={() => restore.mutate(contact.id)}
                  >
                    <Undo2 />
                    {t('deleted.restore')}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
        {deleted.hasNextPage && (
          <div className="border-t p-2 text-center">
            <Button
              tone="quiet"
              size="sm"
              busy={deleted.isFetchingNextPage}
              onClick={() => void deleted.fetchNextPage()}
            >
              {t('common:loadMore')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}
