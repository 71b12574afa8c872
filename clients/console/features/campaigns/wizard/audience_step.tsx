'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AudienceParts } from '../../../../sdk/src/audience.ts';
import { useFormat } from '../../../lib/format.ts';
import { Card } from '../../../ui/card.tsx';
import { useGroups, useLabels, useSegments } from '../../contacts/data.ts';
import { ContactPicker } from '../../contacts/picker.tsx';
import { useClient } from '../../session/session.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import type { Draft } from './draft.ts';

interface AudienceStepProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

const KINDS = ['everyone', 'lists', 'someone'] as const;
type Kind = (typeof KINDS)[number];
const EMPTY: Record<Kind, Draft['audience']> = {
  everyone: { all: true },
  lists: { labels: [], groups: [], segments: [] },
  someone: { contact_ids: [] },
};

function kindOf(audience: Draft['audience']): Kind | null {
  if (audience === null) return null;
  if ('all' in audience) return 'everyone';
  return 'contact_ids' in audience ? 'someone' : 'lists';
}

/** Who gets the message, and how many that are now. */
export function AudienceStep({ draft, onChange }: AudienceStepProps) {
  const { t } = useTranslation('campaigns');
  const { audience } = draft;
  const kind = kindOf(audience);
  const parts: AudienceParts = audience === null || 'all' in audience ? {} : audience;
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t('wizard.step.audience')}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
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
              onChange={() => onChange({ audience: EMPTY[each] })}
            />
            <span>
              <span className="block font-medium">{t(`wizard.${each}`)}</span>
              <span className="text-ink-soft">{t(`wizard.${each}About`)}</span>
            </span>
          </label>
        ))}
      </div>
      {kind === 'lists' && <Lists parts={parts} onChange={(next) => onChange({ audience: next })} />}
      {kind === 'someone' && (
        <Card className="overflow-hidden">
          <p className="border-b px-4 py-2.5 font-medium" aria-live="polite">
            {t('wizard.chosen', { count: parts.contact_ids?.length ?? 0 })}
          </p>
          <ContactPicker
            chosen={parts.contact_ids ?? []}
            onChange={(ids) => onChange({ audience: { contact_ids: ids } })}
          />
        </Card>
      )}
      {kind !== null && <Size audience={audience} />}
    </fieldset>
  );
}

const LISTS = ['segments', 'labels', 'groups'] as const;

function Lists({ parts, onChange }: { parts: AudienceParts; onChange: (parts: AudienceParts) => void }) {
  const { t } = useTranslation('campaigns');
  const found = { segments: useSegments().data, labels: useLabels().data, groups: useGroups().data };
  if (LISTS.every((list) => found[list]?.length === 0))
    return (
      <p className="rounded-xl border bg-surface px-4 py-6 text-center text-ink-soft">
        {t('wizard.noLists')}
      </p>
    );
  return (
    <Card className="grid gap-5 p-4 sm:grid-cols-3">
      {LISTS.filter((list) => (found[list]?.length ?? 0) > 0).map((list) => (
        <fieldset key={list} className="grid max-h-72 content-start gap-1.5 overflow-y-auto">
          <legend className="mb-1 font-medium text-[0.8125rem] text-ink-soft">
            {t(`wizard.list.${list}`)}
          </legend>
          {found[list]?.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2.5">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={parts[list]?.includes(id) ?? false}
                onChange={({ target }) => {
                  const old = parts[list] ?? [];
                  onChange({
                    ...parts,
                    [list]: target.checked ? [...old, id] : old.filter((one) => one !== id),
                  });
                }}
              />
              <span className="min-w-0 truncate">{name}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </Card>
  );
}

function Size({ audience }: { audience: Draft['audience'] }) {
  const { t } = useTranslation('campaigns');
  const client = useClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const found = useQuery({
    queryKey: ['audience', brand.id, audience],
    queryFn: () => client.audiences.resolve(audience ?? { all: true }),
    enabled: audience !== null && isSomebody(audience),
    placeholderData: (old) => old,
  });
  if (found.error) return <p className="text-bad">{found.error.message}</p>;
  if (found.data === undefined) return null;
  const { sendable, sample } = found.data;
  return (
    <p aria-live="polite" className="text-ink-soft">
      <span className="tabular font-semibold text-ink">
        {t('wizard.reaches', { count: sendable, shown: format.count(sendable) })}
      </span>{' '}
      {sample
        .slice(0, 3)
        .map(({ name, phone }) => name ?? phone)
        .filter(Boolean)
        .join(', ')}
      {sendable > 3 && ' …'}
    </p>
  );
}

/** Whether an audience names anybody at all. */
export function isSomebody(audience: NonNullable<Draft['audience']>): boolean {
  if ('all' in audience) return true;
  return [audience.contact_ids, audience.labels, audience.groups, audience.segments].some(
    (one) => one?.length,
  );
}
