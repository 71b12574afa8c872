'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FolderOpen, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { LabelChange } from '../../../sdk/src/contacts.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Input } from '../../ui/field.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { contactsKey, groupsKey, labelsKey, useGroups, useLabels } from './data.ts';
import { LabelChip } from './label_chip.tsx';

interface ContactListsProps {
  contactId: string;
  className?: string;
}

type Lists = { label_ids: string[]; group_ids: string[] };

/** The labels and groups of a contact: ticked on and off at once, made on the way. */
export function ContactLists({ contactId, className }: ContactListsProps) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const queries = useQueryClient();
  const { brand } = useWorkspace();
  const labels = useLabels();
  const groups = useGroups();
  const key = [...contactsKey(brand.id), 'lists-of', contactId];
  const lists = useQuery({ queryKey: key, queryFn: () => client.contacts.listsOf(contactId) });
  const change = useMutation({
    mutationFn: (wanted: LabelChange) => client.contacts.change({ contact_ids: [contactId] }, wanted),
    onMutate(wanted) {
      const before = queries.getQueryData<Lists>(key);
      if (before !== undefined) queries.setQueryData(key, changed(before, wanted));
      return { before };
    },
    onError(error, _wanted, context) {
      queries.setQueryData(key, context?.before);
      toast.error(error.message);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: contactsKey(brand.id) }),
  });
  const make = useMutation({
    mutationFn: async ({ kind, name }: { kind: 'label' | 'group'; name: string }) => {
      const made = await (kind === 'label' ? client.labels.create({ name }) : client.groups.create({ name }));
      await queries.invalidateQueries({ queryKey: (kind === 'label' ? labelsKey : groupsKey)(brand.id) });
      change.mutate(kind === 'label' ? { add_labels: [made.id] } : { add_groups: [made.id] });
    },
    onError: (error) => toast.error(error.message),
  });
  const worn = new Set(lists.data?.label_ids);
  const inside = new Set(lists.data?.group_ids);
  const isReady = lists.data !== undefined && labels.data !== undefined && groups.data !== undefined;
  return (
    <div className={cn('grid gap-4', className)}>
      <Part
        title={t('field.labels')}
        action={t('lists.changeLabels')}
        placeholder={t('lists.newLabel')}
        onNew={(name) => make.mutate({ kind: 'label', name })}
        choices={labels.data?.map((label) => ({
          id: label.id,
          isOn: worn.has(label.id),
          shown: <LabelChip label={label} />,
        }))}
        onChoose={(id, isOn) => change.mutate(isOn ? { remove_labels: [id] } : { add_labels: [id] })}
      >
        {!isReady ? (
          <Skeleton className="h-5 w-24" />
        ) : worn.size === 0 ? (
          <p className="text-ink-soft">{t('lists.noLabels')}</p>
        ) : (
          labels.data
            ?.filter(({ id }) => worn.has(id))
            .map((label) => <LabelChip key={label.id} label={label} />)
        )}
      </Part>
      <Part
        title={t('field.groups')}
        action={t('lists.changeGroups')}
        placeholder={t('lists.newGroup')}
        onNew={(name) => make.mutate({ kind: 'group', name })}
        choices={groups.data?.map(({ id, name }) => ({ id, isOn: inside.has(id), shown: name }))}
        onChoose={(id, isOn) => change.mutate(isOn ? { remove_groups: [id] } : { add_groups: [id] })}
      >
        {!isReady ? (
          <Skeleton className="h-5 w-24" />
        ) : inside.size === 0 ? (
          <p className="text-ink-soft">{t('lists.noGroups')}</p>
        ) : (
          groups.data
            ?.filter(({ id }) => inside.has(id))
            .map(({ id, name }) => (
              <span
                key={id}
                className="inline-flex max-w-full items-center gap-1.5 rounded-md border bg-surface px-1.5 py-0.5 text-xs leading-4"
              >
                <FolderOpen className="size-3 shrink-0 text-ink-soft" aria-hidden />
                <span className="truncate">{name}</span>
              </span>
            ))
        )}
      </Part>
    </div>
  );
}

function changed(lists: Lists, change: LabelChange): Lists {
  const apply = (ids: string[], add: string[] = [], remove: string[] = []) =>
    [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
  return {
    label_ids: apply(lists.label_ids, change.add_labels, change.remove_labels),
    group_ids: apply(lists.group_ids, change.add_groups, change.remove_groups),
  };
}

interface PartProps {
  title: string;
  action: string;
  placeholder: string;
  choices: { id: string; isOn: boolean; shown: ReactNode }[] | undefined;
  onChoose: (id: string, isOn: boolean) => void;
  onNew: (name: string) => void;
  children: ReactNode;
}

function Part({ title, action, placeholder, choices, onChoose, onNew, children }: PartProps) {
  const { may } = useWorkspace();
  return (
    <section className="grid gap-1.5" aria-label={title}>
      <div className="flex items-center justify-between">
        <h3 className="font-medium text-[0.8125rem] text-ink-soft">{title}</h3>
        {may('contacts.edit') && (
          <Menu
            trigger={
              <Button size="icon-sm" tone="quiet" aria-label={action}>
                <Plus />
              </Button>
            }
          >
            {choices?.map(({ id, isOn, shown }) => (
              <MenuChoice
                key={id}
                chosen={isOn}
                onSelect={(event) => {
                  event.preventDefault(); // several can be ticked before it is closed
                  onChoose(id, isOn);
                }}
              >
                {shown}
              </MenuChoice>
            ))}
            <form
              className="p-1"
              onSubmit={(event) => {
                event.preventDefault();
                const name = String(new FormData(event.currentTarget).get('name')).trim();
                if (name !== '') onNew(name);
                event.currentTarget.reset();
              }}
            >
              <Input
                name="name"
                aria-label={placeholder}
                placeholder={placeholder}
                maxLength={80}
                onKeyDown={(event) => event.stopPropagation()}
              />
            </form>
          </Menu>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">{children}</div>
    </section>
  );
}
