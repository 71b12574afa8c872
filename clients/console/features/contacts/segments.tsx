'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Filter, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { NewSegment, Segment } from '../../../sdk/src/segments.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useConditionWords } from './condition_words.ts';
import { newCondition, toConditions } from './conditions.ts';
import { segmentsKey, useContactCount, useSegments } from './data.ts';
import { ContactsHeader } from './section_nav.tsx';
import { SegmentBuilder } from './segment_builder.tsx';

/** The filters that were kept under a name. */
export function SegmentList() {
  const { t } = useTranslation('contacts');
  const { may } = useWorkspace();
  const segments = useSegments();
  const [editing, setEditing] = useState<(NewSegment & { id?: string }) | null>(null);
  if (!may('contacts.view')) return <Denied />;
  const create = may('contacts.edit') && (
    <Button tone="accent" onClick={() => setEditing({ name: '', definition: {} })}>
      <Plus />
      {t('segment.new')}
    </Button>
  );
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-5 pb-10 sm:px-6">
      <ContactsHeader actions={create} />
      <Card className="overflow-hidden">
        {segments.error ? (
          <Problem error={segments.error} retry={() => void segments.refetch()} />
        ) : segments.data === undefined ? (
          <SkeletonRows rows={4} />
        ) : segments.data.length === 0 ? (
          <Notice icon={Filter} title={t('segment.empty')} about={t('segment.emptyAbout')} action={create} />
        ) : (
          <ul className="divide-y">
            {segments.data.map((segment) => (
              <SegmentRow key={segment.id} segment={segment} onEdit={() => setEditing(segment)} />
            ))}
          </ul>
        )}
      </Card>
      {editing !== null && (
        <SegmentBuilder key={editing.id ?? 'new'} open onClose={() => setEditing(null)} segment={editing} />
      )}
    </div>
  );
}

function SegmentRow({ segment, onEdit }: { segment: Segment; onEdit: () => void }) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const say = useConditionWords();
  const count = useContactCount({ segment: segment.id });
  const read = toConditions(segment.definition);
  const remove = useMutation({
    mutationFn: () => client.segments.remove(segment.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: segmentsKey(brand.id) }),
    onError: (error) => toast.error(error.message),
  });
  const shown = JSON.stringify({
    words: '',
    conditions: [{ ...newCondition('segment'), value: segment.id }],
  });
  return (
    <li className="relative flex items-center gap-4 px-4 py-3 hover:bg-sunken/50">
      <div className="min-w-0 flex-1">
        <NavLink
          href={`/contacts/?f=${encodeURIComponent(shown)}`}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {segment.name}
        </NavLink>
        <p className="truncate text-ink-soft text-xs">
          {read === null
            ? t('segment.written')
            : read.conditions.map(say).join(read.match === 'all' ? ` ${t('and')} ` : ` ${t('or')} `)}
        </p>
      </div>
      <span className="tabular whitespace-nowrap text-ink-soft">
        {count.data === undefined ? (
          <Skeleton className="h-4 w-10" />
        ) : (
          `${count.data.exact ? '' : '≈ '}${format.count(count.data.count)}`
        )}
      </span>
      {may('contacts.edit') && (
        <Menu
          trigger={
            <Button
              tone="quiet"
              size="icon-sm"
              className="relative z-10"
              aria-label={t('segment.change', { name: segment.name })}
              busy={remove.isPending}
            >
              <Ellipsis />
            </Button>
          }
        >
          <MenuItem onSelect={onEdit}>{t('segment.edit')}</MenuItem>
          <MenuItem className="text-bad" onSelect={() => remove.mutate()}>
            {t('segment.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
