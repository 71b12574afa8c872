'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus, Upload, Users } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../sdk/src/contacts.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ContactForm } from './contact_form.tsx';
import { useContacts } from './data.ts';
import { nameOf } from './name.ts';

const ROW = 52;

/** All contacts of the workspace; only the rows in sight exist. */
export function ContactList() {
  const { t } = useTranslation(['contacts', 'common']);
  const { may } = useWorkspace();
  const contacts = useContacts();
  const [isAdding, setAdding] = useState(false);
  if (!may('contacts.view')) return <Denied />;
  const rows = contacts.data?.pages.flatMap((page) => page.rows);
  const add = may('contacts.edit') && (
    <Button tone="accent" onClick={() => setAdding(true)}>
      <Plus />
      {t('add')}
    </Button>
  );
  return (
    <div className="flex h-full flex-col px-4 pt-5 pb-4 sm:px-6">
      <header className="mb-4 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 flex-1 font-semibold text-xl tracking-tight">{t('title')}</h1>
        {may('contacts.import') && (
          <Button asChild>
            <Link href="/contacts/import/">
              <Upload />
              {t('import')}
            </Link>
          </Button>
        )}
        {add}
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-xl border bg-surface shadow-soft">
        {contacts.error ? (
          <Problem error={contacts.error} retry={() => void contacts.refetch()} />
        ) : rows === undefined ? (
          <SkeletonRows rows={9} />
        ) : rows.length === 0 ? (
          <Notice icon={Users} title={t('empty')} about={t('emptyAbout')} action={add} />
        ) : (
          <Rows
            rows={rows}
            loadMore={() => contacts.hasNextPage && !contacts.isFetching && void contacts.fetchNextPage()}
          />
        )}
      </div>
      <Dialog open={isAdding} onOpenChange={setAdding} title={t('add')} className="max-w-md">
        <ContactForm onSaved={() => setAdding(false)} />
      </Dialog>
    </div>
  );
}

function Rows({ rows, loadMore }: { rows: Contact[]; loadMore: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - 30;
  useEffect(() => {
    if (isNearEnd) loadMore();
  }, [isNearEnd, rows.length]);
  const columns = 'grid grid-cols-[1fr_auto] items-center gap-4 px-4 sm:grid-cols-[2fr_1.2fr_1fr_auto]';
  return (
    <section ref={scroller} aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto">
      <div
        aria-hidden
        className={`${columns} sticky top-0 z-10 h-9 border-b bg-sunken font-medium text-ink-soft text-xs`}
      >
        <span>{t('field.name')}</span>
        <span className="hidden sm:block">{t('field.phone')}</span>
        <span className="hidden sm:block">{t('field.source')}</span>
        <span>{t('field.lastInbound')}</span>
      </div>
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const contact = rows[index] as Contact;
          const name = nameOf(contact) ?? t('common:contactUnknown');
          return (
            <li
              key={contact.id}
              className="absolute inset-x-0 border-b"
              style={{ height: ROW, transform: `translateY(${start}px)` }}
            >
              <Link
                href={`/contacts/view/?id=${contact.id}`}
                className={`${columns} h-full hover:bg-sunken/60 focus-visible:-outline-offset-2`}
              >
                <span className="flex min-w-0 items-center gap-3">
                  <Avatar name={name} className="size-8" />
                  <span className="min-w-0">
                    <span className="block truncate font-medium">{name}</span>
                    <span className="tabular block truncate text-ink-soft text-xs sm:hidden" dir="ltr">
                      <span className="block text-start">{contact.phone}</span>
                    </span>
                  </span>
                </span>
                <span className="tabular hidden truncate sm:block" dir="ltr">
                  <span className="block text-start">{contact.phone}</span>
                </span>
                <span className="hidden truncate text-ink-soft sm:block">
                  {t(`source.${contact.source as 'import'}`, contact.source)}
                </span>
                <span className="tabular text-ink-soft text-xs">
                  {contact.last_inbound_at === null ? '–' : format.recent(contact.last_inbound_at)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
