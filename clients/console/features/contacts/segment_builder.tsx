'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { NewSegment } from '../../../sdk/src/segments.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ConditionFields } from './condition_fields.tsx';
import { type Condition, KINDS, type Kind, newCondition, toConditions, toFilter } from './conditions.ts';
import { contactsKey, segmentsKey, useAttributes, useContactCount } from './data.ts';
import { nameOf } from './name.ts';

const SAMPLE = 6;

interface BuilderProps {
  open: boolean;
  onClose: () => void;
  /** With an id it is changed, without one made. */
  segment: NewSegment & { id?: string };
}

/** Writes a segment; says all the while how many fit and who some of them are. */
export function SegmentBuilder({ open, onClose, segment }: BuilderProps) {
  const { t } = useTranslation('contacts');
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={segment.id === undefined ? t('segment.new') : t('segment.edit')}
      about={t('segment.about')}
      className="max-w-4xl"
      isForm
    >
      <BuilderForm segment={segment} onDone={onClose} />
    </Dialog>
  );
}

/** `text` of the search box reaches names and numbers; in a segment it is a condition on the name. */
function startOf(definition: NewSegment['definition']) {
  const plain = JSON.parse(
    JSON.stringify(definition).replaceAll(/\{"text":("(?:[^"\\]|\\.)*")\}/g, '{"name":{"contains":$1}}'),
  );
  return toConditions(plain);
}

function BuilderForm({ segment, onDone }: { segment: BuilderProps['segment']; onDone: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const attributes = useAttributes().data ?? [];
  const [start] = useState(() => startOf(segment.definition));
  const [name, setName] = useState(segment.name);
  const [match, setMatch] = useState(start?.match ?? 'all');
  const [conditions, setConditions] = useState<Condition[]>(start?.conditions ?? []);
  // What the form cannot show stays as it is; only the name can be changed.
  const definition = start === null ? segment.definition : toFilter(conditions, attributes, { match });
  const isSomething = Object.keys(definition).length > 0;
  const saving = useMutation({
    mutationFn: () =>
      segment.id === undefined
        ? client.segments.create({ name: name.trim(), definition })
        : client.segments.update(segment.id, { name: name.trim(), definition }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: segmentsKey(brand.id) });
      await queries.invalidateQueries({ queryKey: contactsKey(brand.id) });
      toast.success(t('common:saved'));
      onDone();
    },
  });
  const kinds = KINDS.filter((kind) => kind !== 'segment' && (kind !== 'attribute' || attributes.length > 0));
  const set = (at: number, next: Condition) =>
    setConditions(conditions.map((old, i) => (i === at ? next : old)));
  return (
    <form
      className="grid items-start gap-5 md:grid-cols-[1fr_15rem]"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <div className="grid min-w-0 gap-4">
        <Field label={t('segment.name')}>
          {(props) => (
            <Input
              {...props}
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {start === null ? (
          <p className="rounded-lg bg-info-soft px-3 py-2 text-info">{t('segment.tooMuch')}</p>
        ) : (
          <>
            <Choices
              label={t('segment.match')}
              value={match}
              onChange={setMatch}
              className="w-fit"
              options={(['all', 'any'] as const).map((value) => ({
                value,
                label: t(`segment.${value}`),
              }))}
            />
            <ol className="grid gap-2">
              {conditions.map((condition, at) => (
                <li key={at} className="flex items-start gap-2 rounded-lg border bg-surface p-2.5">
                  <div className="flex min-w-0 flex-1 flex-wrap gap-2">
                    <Select
                      aria-label={t('segment.conditionOf', { place: at + 1 })}
                      value={condition.kind}
                      className="w-auto max-w-44 grow"
                      onChange={({ target }) => set(at, newCondition(target.value as Kind, attributes))}
                    >
                      {kinds.map((kind) => (
                        <option key={kind} value={kind}>
                          {t(`kind.${kind}`)}
                        </option>
                      ))}
                    </Select>
                    <ConditionFields
                      condition={condition}
                      onChange={(next) => set(at, next)}
                      className="grow basis-60"
                    />
                  </div>
                  <Button
                    tone="quiet"
                    size="icon"
                    aria-label={t('segment.removeCondition', { place: at + 1 })}
                    onClick={() => setConditions(conditions.filter((_, i) => i !== at))}
                  >
                    <Trash2 />
                  </Button>
                </li>
              ))}
            </ol>
            <Menu
              align="start"
              trigger={
                <Button className="justify-self-start">
                  <Plus />
                  {t('segment.addCondition')}
                </Button>
              }
            >
              {kinds.map((kind) => (
                <MenuItem
                  key={kind}
                  onSelect={() => setConditions([...conditions, newCondition(kind, attributes)])}
                >
                  {t(`kind.${kind}`)}
                </MenuItem>
              ))}
            </Menu>
          </>
        )}
        <FormProblem error={saving.error} />
        <div className="flex justify-end gap-2 border-t pt-4">
          <Button onClick={onDone}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            tone="accent"
            disabled={!isSomething || name.trim() === ''}
            busy={saving.isPending}
          >
            {t('common:save')}
          </Button>
        </div>
      </div>
      <WhoFits definition={definition} />
    </form>
  );
}

function WhoFits({ definition: latest }: { definition: NewSegment['definition'] }) {
  const { t } = useTranslation(['contacts', 'common']);
  const client = useClient();
  const format = useFormat();
  const { brand } = useWorkspace();
  const definition = useDeferredValue(latest);
  const count = useContactCount(definition);
  const sample = useQuery({
    queryKey: [...contactsKey(brand.id), 'sample', definition],
    queryFn: () => client.contacts.search({ filter: definition, limit: SAMPLE }),
    placeholderData: (old) => old,
  });
  return (
    <aside aria-label={t('segment.fits')} className="min-w-0 rounded-xl border bg-sunken/60 p-4">
      <p className="text-ink-soft text-xs">{t('segment.fits')}</p>
      <div className="tabular mt-0.5 font-semibold text-2xl tracking-tight" aria-live="polite">
        {count.data === undefined ? (
          <Skeleton className="my-1 h-7 w-20" />
        ) : (
          <>
            {count.data.exact ? '' : '≈ '}
            {format.count(count.data.count)}
          </>
        )}
      </div>
      {count.data?.exact === false && (
        <p className="text-ink-soft text-xs">
          {t('segment.margin', { margin: format.count(count.data.margin) })}
        </p>
      )}
      {(count.error ?? sample.error) && (
        <p role="alert" className="mt-2 text-bad text-xs">
          {(count.error ?? sample.error)?.message}
        </p>
      )}
      <ul className="mt-3 grid grid-cols-1 gap-2">
        {sample.data?.rows.map((contact) => {
          const name = nameOf(contact) ?? t('common:contactUnknown');
          return (
            <li key={contact.id} className="flex items-center gap-2.5">
              <Avatar name={name} className="size-7 text-[0.625rem]" />
              <span className="min-w-0 truncate">{name}</span>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
