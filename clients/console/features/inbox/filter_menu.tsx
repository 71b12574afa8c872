'use client';
import { ListFilter, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuLabel, MenuLine } from '../../ui/menu.tsx';
import { useNumbers } from '../channels/data.ts';
import { useLabels } from '../contacts/data.ts';
import { type InboxFilter, STATUSES } from './filter.ts';

interface FilterProps {
  filter: InboxFilter;
  onFilter: (change: Partial<InboxFilter>) => void;
}

/** By status, label and number. */
export function FilterMenu({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const labels = useLabels();
  const numbers = useNumbers();
  const { status, labelId, whatsappAccountId } = filter;
  return (
    <Menu
      className="w-60"
      trigger={
        <Button tone="quiet" size="sm" title={t('filter.more')}>
          <ListFilter />
          {status === null ? t('filter.any') : t(`filter.${status}`)}
          <span className="sr-only">{t('filter.more')}</span>
        </Button>
      }
    >
      <MenuLabel>{t('filter.status')}</MenuLabel>
      {STATUSES.map((each) => (
        <MenuChoice key={each} chosen={each === status} onSelect={() => onFilter({ status: each })}>
          {t(`filter.${each}`)}
        </MenuChoice>
      ))}
      <MenuChoice chosen={status === null} onSelect={() => onFilter({ status: null })}>
        {t('filter.any')}
      </MenuChoice>
      {labels.data && labels.data.length > 0 && (
        <>
          <MenuLine />
          <MenuLabel>{t('filter.byLabel')}</MenuLabel>
          {labels.data.map((label) => (
            <MenuChoice
              key={label.id}
              chosen={label.id === labelId}
              onSelect={() => onFilter({ labelId: label.id === labelId ? null : label.id })}
            >
              <span className="flex items-center gap-2">
                <span aria-hidden className="size-2 rounded-full" style={{ background: label.color }} />
                {label.name}
              </span>
            </MenuChoice>
          ))}
        </>
      )}
      {numbers.data && numbers.data.length > 1 && (
        <>
          <MenuLine />
          <MenuLabel>{t('filter.byNumber')}</MenuLabel>
          {numbers.data.map(({ id, verified_name, phone_number }) => (
            <MenuChoice
              key={id}
              chosen={id === whatsappAccountId}
              onSelect={() => onFilter({ whatsappAccountId: id === whatsappAccountId ? null : id })}
            >
              {verified_name ?? phone_number}
            </MenuChoice>
          ))}
        </>
      )}
    </Menu>
  );
}

/** Label and number that narrow the list, each with a way out. */
export function ActiveFilters({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const labels = useLabels();
  const numbers = useNumbers();
  const label = labels.data?.find(({ id }) => id === filter.labelId);
  const number = numbers.data?.find(({ id }) => id === filter.whatsappAccountId);
  if (label === undefined && number === undefined) return null;
  const names = [
    { name: label?.name, out: { labelId: null } },
    { name: number?.verified_name ?? number?.phone_number, out: { whatsappAccountId: null } },
  ];
  return (
    <ul className="flex flex-wrap gap-1.5 px-1">
      {names.map(
        ({ name, out }) =>
          name !== undefined && (
            <li
              key={name}
              className="inline-flex max-w-full items-center gap-1 rounded-md border ps-1.5 text-xs leading-4"
            >
              <span className="truncate">{name}</span>
              <button
                type="button"
                aria-label={t('filter.without', { name })}
                onClick={() => onFilter(out)}
                className="rounded p-1 text-ink-soft hover:bg-sunken hover:text-ink"
              >
                <X className="size-3" aria-hidden />
              </button>
            </li>
          ),
      )}
    </ul>
  );
}
