'use client';
import { Filter, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewSegment, Segment } from '../../../sdk/src/segments.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, Notice, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useConditionWords } from './condition_words.ts';
import { newCondition, toConditions } from './conditions.ts';
import { segmentsKey, useSegments } from './data.ts';
import { FilteredRow } from './filtered_row.tsx';
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
  const { brand } = useWorkspace();
  const say = useConditionWords();
  const read = toConditions(segment.definition);
  return (
    <FilteredRow
      name={segment.name}
      about={
        read === null
          ? t('segment.written')
          : read.conditions.map(say).join(read.match === 'all' ? ` ${t('and')} ` : ` ${t('or')} `)
      }
      filter={{ segment: segment.id }}
      condition={{ ...newCondition('segment'), value: segment.id }}
      words={{
        change: t('segment.change', { name: segment.name }),
        edit: t('segment.edit'),
        remove: t('segment.remove'),
      }}
      queryKey={segmentsKey(brand.id)}
      remove={() => client.segments.remove(segment.id)}
      onEdit={onEdit}
    />
  );
}
