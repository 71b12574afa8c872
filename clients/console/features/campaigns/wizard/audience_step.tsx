'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Audience, AudienceParts } from '../../../../sdk/src/audience.ts';
import { useFormat } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, CardHeader } from '../../../ui/card.tsx';
import { NavLink } from '../../../ui/nav_link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Problem } from '../../../ui/states.tsx';
import { useGroups, useLabels, useSegments } from '../../contacts/data.ts';
import { ContactPicker } from '../../contacts/picker.tsx';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { type Draft, isSomebody } from './draft.ts';

interface AudienceStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

const KINDS = ['everyone', 'lists'] as const;
const LISTS = ['segments', 'labels', 'groups'] as const;

/** Who gets the message, who does not, and how many that are now. */
export function AudienceStep({ draft, onChange }: AudienceStepProps) {
  const { t } = useTranslation('campaigns');
  const { audience } = draft;
  const kind = audience === null ? null : 'all' in audience ? 'everyone' : 'lists';
  const parts: AudienceParts = audience === null || 'all' in audience ? {} : audience;
  const exclude = audience?.exclude ?? {};
  const set = (next: Audience) => onChange({ audience: next });
  const keepExclude = Object.keys(exclude).length > 0 ? { exclude } : {};
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_18rem]">
      <fieldset className="grid min-w-0 gap-4">
        <legend className="sr-only">{t('wizard.step.audience')}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {KINDS.map((each) => (
            <label
              key={each}
              className="flex cursor-pointer items-start gap-3 rounded-xl border bg-surface px-4 py-3.5 shadow-soft hover:bg-sunken/60 has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
            >
              <input
                type="radio"
                name="audience"
                className="mt-1 accent-(--accent)"
                checked={kind === each}
                onChange={() => set(each === 'everyone' ? { all: true, ...keepExclude } : { ...keepExclude })}
              />
              <span>
                <span className="block font-medium">{t(`wizard.${each}`)}</span>
                <span className="text-ink-soft">{t(`wizard.${each}About`)}</span>
              </span>
            </label>
          ))}
        </div>
        {kind === 'lists' && (
          <Card>
            <CardHeader title={t('wizard.include')} about={t('wizard.includeAbout')} />
            <Lists parts={parts} onChange={(next) => set({ ...next, ...keepExclude })} />
            {parts.filter !== undefined && (
              <div className="flex items-center gap-3 border-t px-4 py-2.5">
                <span className="min-w-0 flex-1">{t('wizard.filterKept')}</span>
                <Button
                  size="sm"
                  onClick={() => {
                    const { filter: _filter, ...others } = parts;
                    set({ ...others, ...keepExclude });
                  }}
                >
                  {t('wizard.filterRemove')}
                </Button>
              </div>
            )}
            <details className="border-t" open={(parts.contact_ids?.length ?? 0) > 0}>
              <summary className="cursor-pointer px-4 py-3 font-medium text-[0.8125rem]">
                {t('wizard.someone')}{' '}
                <span className="tabular text-ink-soft" aria-live="polite">
                  {t('wizard.chosen', { count: parts.contact_ids?.length ?? 0 })}
                </span>
              </summary>
              <div className="border-t">
                <ContactPicker
                  chosen={parts.contact_ids ?? []}
                  onChange={(contact_ids) => set({ ...parts, contact_ids, ...keepExclude })}
                />
              </div>
            </details>
          </Card>
        )}
        {audience !== null && (
          <Card>
            <CardHeader title={t('wizard.exclude')} about={t('wizard.excludeAbout')} />
            <Lists parts={exclude} onChange={(next) => set({ ...audience, exclude: next })} />
          </Card>
        )}
      </fieldset>
      <Size audience={audience} />
    </div>
  );
}

interface ListsProps {
  parts: AudienceParts;
  onChange: (parts: AudienceParts) => void;
}

function Lists({ parts, onChange }: ListsProps) {
  const { t } = useTranslation('campaigns');
  const [segments, labels, groups] = [useSegments(), useLabels(), useGroups()];
  const found = { segments: segments.data, labels: labels.data, groups: groups.data };
  const error = segments.error ?? labels.error ?? groups.error;
  if (error) return <Problem error={error} className="py-6" />;
  if (LISTS.some((list) => found[list] === undefined)) return <Skeleton className="mx-4 mb-4 h-24" />;
  if (LISTS.every((list) => found[list]?.length === 0))
    return (
      <p className="px-4 pb-4 text-ink-soft">
        {t('wizard.noLists')}{' '}
        <NavLink href="/contacts/segments/" className="text-accent-text underline underline-offset-2">
          {t('wizard.makeLists')}
        </NavLink>
      </p>
    );
  return (
    <div className="grid gap-5 px-4 pb-4 sm:grid-cols-3">
      {LISTS.filter((list) => (found[list]?.length ?? 0) > 0).map((list) => (
        <fieldset key={list} className="grid max-h-64 min-w-0 content-start gap-1.5 overflow-y-auto p-0.5">
          <legend className="mb-1 font-medium text-[0.8125rem] text-ink-soft">
            {t(`wizard.list.${list}`)}
          </legend>
          {found[list]?.map(({ id, name }) => (
            <label key={id} className="flex min-h-7 items-center gap-2.5">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-(--accent)"
                checked={parts[list]?.includes(id) ?? false}
                onChange={({ target }) => {
                  const old = parts[list] ?? [];
                  const next = target.checked ? [...old, id] : old.filter((one) => one !== id);
                  const { [list]: _old, ...others } = parts;
                  onChange(next.length === 0 ? others : { ...parts, [list]: next });
                }}
              />
              <span className="min-w-0 truncate">{name}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function Size({ audience: latest }: { audience: Draft['audience'] }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const audience = useDeferredValue(latest);
  const isAsked = isSomebody(audience);
  const found = useQuery({
    queryKey: ['audience', brand.id, audience],
    queryFn: () => client.audiences.resolve(audience ?? { all: true }),
    enabled: isAsked,
    placeholderData: (old) => old,
  });
  const left = isAsked ? Object.entries(found.data?.excluded ?? {}).filter(([, count]) => count > 0) : [];
  return (
    <Card className="p-4 lg:sticky lg:top-4">
      <p className="text-ink-soft text-xs">{t('wizard.willReach')}</p>
      <p className="tabular mt-0.5 font-semibold text-2xl tracking-tight" aria-live="polite">
        {!isAsked ? '–' : found.data === undefined ? '…' : format.count(found.data.sendable)}
      </p>
      {found.error && <p className="mt-1 text-bad text-xs">{found.error.message}</p>}
      {left.length > 0 && (
        <ul className="mt-3 grid gap-1 border-t pt-3 text-[0.8125rem] text-ink-soft">
          {left.map(([reason, count]) => (
            <li key={reason} className="flex justify-between gap-3">
              <span>{t(`reason.${reason as 'duplicate'}`, reason)}</span>
              <span className="tabular">{format.count(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {isAsked && (found.data?.sample.length ?? 0) > 0 && (
        <ul className="mt-3 grid gap-1 border-t pt-3 text-[0.8125rem]">
          {found.data?.sample.slice(0, 5).map(({ id, name, phone, username }) => (
            <li key={id} className="truncate">
              {name ?? phone ?? username ?? t('common:contactUnknown')}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
