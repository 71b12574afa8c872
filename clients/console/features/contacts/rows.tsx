'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactSort, FoundContact } from '../../../sdk/src/contacts.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cn } from '../../ui/cn.ts';
import { NavLink } from '../../ui/nav_link.tsx';
import type { Selection } from './bulk_bar.tsx';
import { useGroups, useLabels } from './data.ts';
import { LabelChip } from './label_chip.tsx';
import { nameOf } from './name.ts';

const ROW = 52;
/** From so many rows before the end on the next page is asked for. */
const AHEAD = 30;
const COLUMNS =
  'grid min-w-0 flex-1 grid-cols-[1fr_auto] items-center gap-4 pe-4 sm:grid-cols-[2fr_1.2fr_5.5rem] lg:grid-cols-[2fr_1.2fr_1.6fr_1.2fr_5.5rem_5.5rem]';

interface RowsProps {
  rows: FoundContact[];
  sort: ContactSort;
  onSort: (sort: ContactSort) => void;
  selection: Selection;
  /** Null where nothing may be changed. */
  onSelect: ((selection: Selection) => void) | null;
  loadMore: () => void;
}

/** The table of contacts; only the rows in sight exist. */
export function ContactRows({ rows, sort, onSort, selection, onSelect, loadMore }: RowsProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - AHEAD;
  const latest = useRef(loadMore);
  latest.current = loadMore;
  useEffect(() => {
    if (isNearEnd && rows.length > 0) latest.current();
  }, [isNearEnd, rows.length]);

  const isChosen = (id: string) => 'everybody' in selection || selection.ids.has(id);
  const isAll = rows.every(({ id }) => isChosen(id));
  const toggle = (id: string) => {
    const ids = new Set('everybody' in selection ? rows.map((row) => row.id) : selection.ids);
    if (!ids.delete(id)) ids.add(id);
    onSelect?.({ ids });
  };
  const heading = (
    name: 'name' | 'lastInbound' | 'created',
    descending: ContactSort,
    other?: ContactSort,
  ) => {
    const isOn = sort === descending || sort === other;
    const Arrow = (name === 'name') !== (sort === other) ? ArrowUp : ArrowDown;
    return (
      <button
        type="button"
        aria-pressed={isOn}
        onClick={() => onSort(sort === descending && other !== undefined ? other : descending)}
        className={cn('flex h-full items-center gap-1 hover:text-ink', isOn && 'text-ink')}
      >
        <span className="sr-only">{t('sortBy')} </span>
        {t(`field.${name}`)}
        {isOn && <Arrow className="size-3" aria-hidden />}
      </button>
    );
  };
  return (
    <section ref={scroller} aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto">
      <div className="sticky top-0 z-10 flex h-9 items-center border-b bg-sunken font-medium text-ink-soft text-xs">
        {onSelect !== null && (
          <label className="grid h-full w-11 shrink-0 place-items-center">
            <input
              type="checkbox"
              aria-label={t('chooseAll')}
              checked={isAll}
              onChange={() => onSelect({ ids: new Set(isAll ? [] : rows.map(({ id }) => id)) })}
              className="size-4 accent-(--accent)"
            />
          </label>
        )}
        <div className={cn(COLUMNS, 'h-full', onSelect === null && 'ps-4')}>
          {heading('name', 'name')}
          <span className="hidden sm:block">{t('field.phone')}</span>
          <span className="hidden lg:block">{t('field.labels')}</span>
          <span className="hidden lg:block">{t('field.groups')}</span>
          <span className="hidden h-full justify-self-end lg:block">
            {heading('created', 'newest', 'oldest')}
          </span>
          <span className="h-full justify-self-end">{heading('lastInbound', 'last_inbound')}</span>
        </div>
      </div>
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const contact = rows[index];
          if (contact === undefined) return null;
          return (
            <li
              key={contact.id}
              className={cn(
                'absolute inset-x-0 flex border-b hover:bg-sunken/60',
                isChosen(contact.id) && 'bg-accent-soft hover:bg-accent-soft',
              )}
              style={{ height: ROW, transform: `translateY(${start}px)` }}
            >
              {onSelect !== null && (
                <label className="grid w-11 shrink-0 cursor-pointer place-items-center">
                  <input
                    type="checkbox"
                    aria-label={t('choose', { name: nameOf(contact) ?? t('common:contactUnknown') })}
                    checked={isChosen(contact.id)}
                    onChange={() => toggle(contact.id)}
                    className="size-4 accent-(--accent)"
                  />
                </label>
              )}
              <ContactRow contact={contact} className={cn(onSelect === null && 'ps-4')} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ContactRow({ contact, className }: { contact: FoundContact; className?: string }) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const worn = useLabels().data?.filter(({ id }) => contact.label_ids.includes(id)) ?? [];
  const groups = useGroups().data?.filter(({ id }) => contact.group_ids.includes(id)) ?? [];
  const name = nameOf(contact) ?? t('common:contactUnknown');
  return (
    <NavLink
      href={`/contacts/view/?id=${contact.id}`}
      className={cn(COLUMNS, 'focus-visible:-outline-offset-2', className)}
    >
      <span className="flex min-w-0 items-center gap-3">
        <Avatar name={name} className="size-8" />
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="tabular block truncate text-start text-ink-soft text-xs sm:hidden">
            <bdi dir="ltr">{contact.phone}</bdi>
          </span>
        </span>
      </span>
      <span className="tabular hidden truncate sm:block">
        <bdi dir="ltr">{contact.phone ?? (contact.username && `@${contact.username}`)}</bdi>
      </span>
      <span className="hidden min-w-0 gap-1 overflow-hidden lg:flex">
        {worn.slice(0, 2).map((label) => (
          <LabelChip key={label.id} label={label} className="max-w-28" />
        ))}
        {worn.length > 2 && <span className="text-ink-soft text-xs leading-5">+{worn.length - 2}</span>}
      </span>
      <span className="hidden truncate text-ink-soft lg:block">
        {groups.map((group) => group.name).join(', ')}
      </span>
      <span className="tabular hidden text-end text-ink-soft text-xs lg:block">
        {format.recent(contact.created_at)}
      </span>
      <span className="tabular text-end text-ink-soft text-xs">
        {contact.last_inbound_at === null ? '–' : format.recent(contact.last_inbound_at)}
      </span>
    </NavLink>
  );
}
