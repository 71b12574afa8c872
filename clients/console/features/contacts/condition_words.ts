'use client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { type Condition, takesValue } from './conditions.ts';
import { useAttributes, useGroups, useLabels, useSegments } from './data.ts';

/** A condition as people say it: "Label is VIP or New", "Wrote to us in the last 30 days". */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const lists = [useLabels().data, useGroups().data, useSegments().data];
  const names = new Map<string, string>();
  for (const list of lists) for (const { id, name } of list ?? []) names.set(id, name);
  const attributes = useAttributes().data ?? [];
  return (condition) => {
    const { kind, comparison, value, values, key } = condition;
    const attribute = attributes.find((one) => one.key === key);
    const subject =
      kind === 'attribute'
        ? (attribute?.label ?? key)
        : kind === 'consent'
          ? t(`category.${key as 'marketing'}`)
          : t(`kind.${kind}`);
    if (kind === 'consent') return `${subject}: ${t(`consent.${value as 'opted_in'}`)}`;
    if (kind === 'last_inbound' && !takesValue(comparison))
      return t(comparison === 'exists' ? 'everWrote' : 'neverWrote');
    if (!takesValue(comparison)) return `${subject} ${t(`compare.${comparison}`)}`;
    const say = (one: string) => {
      if (kind === 'source') return t(`source.${one as 'import'}`, one);
      if (attribute?.type === 'boolean' && kind === 'attribute') return one === 'true' ? t('yes') : t('no');
      if (/^\d{4}-\d\d-\d\d/.test(one)) return format.day(one);
      return names.get(one) ?? one;
    };
    const listed = (values.length > 0 ? values : [value]).filter(Boolean).map(say).join(', ');
    if (comparison.endsWith('_days'))
      return `${subject} ${t(`compare.${comparison}`)} ${value} ${t('filter.days')}`;
    return `${subject} ${t(`compare.${comparison}`)} ${listed || '…'}`;
  };
}
