'use client';
import { useTranslation } from 'react-i18next';
import type { ContactAttribute } from '../../../sdk/src/contact_attributes.ts';
import { cn } from '../../ui/cn.ts';
import { Input, Select } from '../../ui/field.tsx';
import { type Comparison, type Condition, comparisonsOf, takesValue } from './conditions.ts';
import { useAttributes, useGroups, useLabels, useSegments } from './data.ts';

const SOURCES = ['manual', 'import', 'inbound', 'api'] as const;
const CATEGORIES = ['marketing', 'utility', 'service'] as const;
const STATES = ['opted_in', 'opted_out', 'unknown'] as const;

interface FieldsProps {
  condition: Condition;
  onChange: (condition: Condition) => void;
  className?: string;
}

/** The controls of one condition: of what, how it compares, with what. */
export function ConditionFields({ condition, onChange, className }: FieldsProps) {
  const { t } = useTranslation('contacts');
  const attributes = useAttributes().data ?? [];
  const set = (change: Partial<Condition>) => onChange({ ...condition, ...change });
  const { kind, comparison, key } = condition;
  const comparisons = comparisonsOf(condition, attributes);
  return (
    <div className={cn('flex flex-wrap gap-2 *:min-w-0', className)}>
      {kind === 'attribute' && (
        <Select
          aria-label={t('filter.attribute')}
          value={key}
          className="w-auto max-w-44 grow"
          onChange={({ target }) => {
            const [first = 'eq'] = comparisonsOf({ kind, key: target.value }, attributes);
            set({ key: target.value, comparison: first, value: '', values: [] });
          }}
        >
          {attributes.map((one) => (
            <option key={one.key} value={one.key}>
              {one.label}
            </option>
          ))}
        </Select>
      )}
      {kind === 'consent' && (
        <Select
          aria-label={t('filter.category')}
          value={key}
          className="w-auto max-w-44 grow"
          onChange={({ target }) => set({ key: target.value })}
        >
          {CATEGORIES.map((one) => (
            <option key={one} value={one}>
              {t(`category.${one}`)}
            </option>
          ))}
        </Select>
      )}
      {comparisons.length > 1 && (
        <Select
          aria-label={t('filter.comparison')}
          value={comparison}
          className="w-auto max-w-52 grow"
          onChange={({ target }) => {
            const next = target.value as Comparison;
            const isSameKind = next.endsWith('_days') === comparison.endsWith('_days');
            set({ comparison: next, ...(!isSameKind && { value: next.endsWith('_days') ? '30' : '' }) });
          }}
        >
          {comparisons.map((one) => (
            <option key={one} value={one}>
              {t(`compare.${one}`)}
            </option>
          ))}
        </Select>
      )}
      {takesValue(comparison) && <Value condition={condition} set={set} attributes={attributes} />}
    </div>
  );
}

interface ValueProps {
  condition: Condition;
  set: (change: Partial<Condition>) => void;
  attributes: ContactAttribute[];
}

function Value({ condition, set, attributes }: ValueProps) {
  const { t } = useTranslation('contacts');
  const labels = useLabels().data;
  const groups = useGroups().data;
  const segments = useSegments().data;
  const { kind, comparison, value, values, key } = condition;
  const attribute = attributes.find((one) => one.key === key);
  const props = {
    'aria-label': t('filter.value'),
    value,
    onChange: ({ target }: { target: { value: string } }) => set({ value: target.value }),
  };
  const named = (list: { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const picks = { values, onChange: (next: string[]) => set({ values: next }) };

  if (kind === 'label') return <Ticks {...picks} options={named(labels)} />;
  if (kind === 'group') return <Ticks {...picks} options={named(groups)} />;
  if (kind === 'source')
    return <Ticks {...picks} options={SOURCES.map((one) => ({ value: one, label: t(`source.${one}`) }))} />;
  if (kind === 'attribute' && attribute?.type === 'option')
    return (
      <Ticks {...picks} options={(attribute.options ?? []).map((one) => ({ value: one, label: one }))} />
    );
  if (kind === 'locale')
    return (
      <Input
        aria-label={t('filter.value')}
        placeholder="en, es"
        defaultValue={values.join(', ')}
        className="w-40 grow"
        onChange={({ target }) => set({ values: target.value.split(/[\s,;]+/).filter(Boolean) })}
      />
    );
  if (kind === 'segment')
    return (
      <Select {...props} className="w-auto max-w-64 grow">
        <option value="">–</option>
        {segments?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    );
  if (kind === 'consent')
    return (
      <Select {...props} className="w-auto max-w-44 grow">
        {STATES.map((one) => (
          <option key={one} value={one}>
            {t(`consent.${one}`)}
          </option>
        ))}
      </Select>
    );
  if (attribute?.type === 'boolean' && kind === 'attribute')
    return (
      <Select {...props} className="w-auto grow">
        <option value="">–</option>
        <option value="true">{t('yes')}</option>
        <option value="false">{t('no')}</option>
      </Select>
    );
  if (comparison.endsWith('_days'))
    return (
      <span className="flex items-center gap-2">
        <Input {...props} type="number" min={1} max={3650} className="w-20" />
        {t('filter.days')}
      </span>
    );
  const isDate = attribute?.type === 'date' || kind === 'last_inbound' || kind === 'created';
  const type = isDate ? 'date' : attribute?.type === 'number' ? 'number' : 'text';
  return <Input {...props} type={type} step="any" className="w-44 grow" />;
}

interface TicksProps {
  values: string[];
  onChange: (values: string[]) => void;
  options: { value: string; label: string }[];
}

function Ticks({ values, onChange, options }: TicksProps) {
  const { t } = useTranslation('contacts');
  if (options.length === 0) return <p className="py-2 text-ink-soft">{t('filter.noneThere')}</p>;
  return (
    <ul className="max-h-52 w-full basis-full overflow-y-auto rounded-lg border p-1">
      {options.map(({ value, label }) => (
        <li key={value}>
          <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={values.includes(value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...values, value] : values.filter((one) => one !== value))
              }
            />
            <span className="min-w-0 truncate">{label}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
