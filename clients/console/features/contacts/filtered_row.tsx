'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ContactFilter } from '../../../sdk/src/filter.ts';
import { useFormat } from '../../lib/format.ts';
import { AskFirst } from '../../ui/ask_first.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import type { Condition } from './conditions.ts';
import { useContactCount } from './data.ts';

interface FilteredRowProps {
  name: string;
  /** Stands for the name, such as the chip of a label. */
  mark?: ReactNode;
  about: string | null;
  /** Who is counted. */
  filter: ContactFilter;
  /** The same on the page of contacts, where the row leads. */
  condition: Condition;
  words: { change: string; edit: string; remove: string };
  /** What is read again when it is gone. */
  queryKey: readonly unknown[];
  remove: () => Promise<unknown>;
  onEdit: () => void;
}

/** Something that contacts are found by, with how many they are: a label, a group, a segment. */
export function FilteredRow(props: FilteredRowProps) {
  const { name, mark, about, filter, condition, words, queryKey, remove, onEdit } = props;
  const { t } = useTranslation('contacts');
  const queries = useQueryClient();
  const format = useFormat();
  const { may } = useWorkspace();
  const count = useContactCount(filter);
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: (error) => toast.error(error.message),
  });
  const shown = JSON.stringify({ words: '', conditions: [condition] });
  return (
    <li className="relative flex items-center gap-4 px-4 py-3 hover:bg-sunken/50">
      <div className="min-w-0 flex-1">
        <NavLink
          href={`/contacts/?f=${encodeURIComponent(shown)}`}
          className="block max-w-full truncate font-medium after:absolute after:inset-0"
        >
          {mark ?? name}
        </NavLink>
        {about && <p className="truncate text-ink-soft text-xs">{about}</p>}
      </div>
      <span className="tabular whitespace-nowrap text-ink-soft">
        {count.error ? (
          '–'
        ) : count.data === undefined ? (
          <Skeleton className="h-4 w-10" />
        ) : (
          `${count.data.exact ? '' : '≈ '}${format.count(count.data.count)}`
        )}
      </span>
      {may('contacts.edit') && (
        <AskFirst
          title={`${words.remove}: ${name}`}
          about={t('list.removeAbout')}
          yes={words.remove}
          onConfirm={() => removing.mutate()}
        >
          {(ask) => (
            <Menu
              trigger={
                <Button
                  tone="quiet"
                  size="icon-sm"
                  className="relative z-10"
                  aria-label={words.change}
                  busy={removing.isPending}
                >
                  {!removing.isPending && <Ellipsis />}
                </Button>
              }
            >
              <MenuItem onSelect={onEdit}>{words.edit}</MenuItem>
              <MenuItem className="text-bad" onSelect={ask}>
                {words.remove}
              </MenuItem>
            </Menu>
          )}
        </AskFirst>
      )}
    </li>
  );
}
