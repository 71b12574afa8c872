'use client';
import { ListFilter, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { SearchInput } from '../../ui/search_input.tsx';
import { ConditionFields } from './condition_fields.tsx';
import { useConditionWords } from './condition_words.ts';
import { type Condition, KINDS, newCondition } from './conditions.ts';
import { useAttributes, useSegments } from './data.ts';

interface FilterBarProps {
  words: string;
  onWords: (words: string) => void;
  conditions: Condition[];
  onConditions: (conditions: Condition[]) => void;
}

/** Words and any number of conditions that all have to hold. */
export function FilterBar({ words, onWords, conditions, onConditions }: FilterBarProps) {
  const { t } = useTranslation('contacts');
  const attributes = useAttributes().data ?? [];
  const segments = useSegments().data ?? [];
  const [openAt, setOpenAt] = useState<number | null>(null);
  const kinds = KINDS.filter(
    (kind) => (kind !== 'attribute' || attributes.length > 0) && (kind !== 'segment' || segments.length > 0),
  );
  return (
    <search className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <SearchInput label={t('search')} words={words} onWords={onWords} />
      {conditions.map((condition, at) => (
        <Chip
          // A condition is known by its place alone: two may be alike.
          key={at}
          condition={condition}
          isOpen={openAt === at}
          onOpen={(isOpen) => setOpenAt(isOpen ? at : null)}
          onChange={(next) => onConditions(conditions.map((old, i) => (i === at ? next : old)))}
          onRemove={() => onConditions(conditions.filter((_, i) => i !== at))}
        />
      ))}
      <Menu
        align="start"
        keepsFocus
        trigger={
          <Button>
            <ListFilter />
            {t('filter.add')}
          </Button>
        }
      >
        {kinds.map((kind) => (
          <MenuItem
            key={kind}
            onSelect={() => {
              onConditions([...conditions, newCondition(kind, attributes)]);
              setOpenAt(conditions.length);
            }}
          >
            {t(`kind.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
      {(conditions.length > 0 || words !== '') && (
        <Button
          tone="quiet"
          size="sm"
          onClick={() => {
            onWords('');
            onConditions([]);
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </search>
  );
}

interface ChipProps {
  condition: Condition;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function Chip({ condition, isOpen, onOpen, onChange, onRemove }: ChipProps) {
  const { t } = useTranslation('contacts');
  const words = useConditionWords()(condition);
  return (
    <span className="inline-flex h-9 max-w-full items-center rounded-lg border border-accent-text/40 bg-accent-soft text-accent-text">
      <Popover.Root open={isOpen} onOpenChange={onOpen}>
        <Popover.Trigger className="h-full min-w-0 truncate rounded-s-lg ps-3 pe-1.5 font-medium text-[0.8125rem]">
          {words}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            aria-label={t(`kind.${condition.kind}`)}
            className="z-50 w-88 max-w-[calc(100vw-1rem)] rounded-xl border bg-raised p-3 shadow-float focus:outline-none"
          >
            <p className="mb-2 font-medium text-[0.8125rem]">{t(`kind.${condition.kind}`)}</p>
            <ConditionFields condition={condition} onChange={onChange} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <button
        type="button"
        aria-label={t('filter.remove', { name: words })}
        onClick={onRemove}
        className="grid h-full w-8 place-items-center rounded-e-lg hover:bg-accent-text/10"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}
