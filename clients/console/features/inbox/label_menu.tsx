'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Label } from '../../../sdk/src/labels.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { Menu, MenuChoice, MenuLabel } from '../../ui/menu.tsx';
import { labelsKey, useLabels } from '../contacts/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const wornKey = (conversationId: string) => ['conversation-labels', conversationId];

/** The labels that a conversation bears. */
export function useWornLabels(conversationId: string): Label[] {
  const client = useClient();
  const labels = useLabels();
  const worn = useQuery({
    queryKey: wornKey(conversationId),
    queryFn: () => client.conversations.labelsOf(conversationId),
  });
  return labels.data?.filter(({ id }) => worn.data?.includes(id)) ?? [];
}

interface LabelMenuProps {
  conversationId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChanged: () => void;
}

/** Sticks labels on a conversation and takes them off; a missing one is made on the way. */
export function LabelMenu({ conversationId, open, onOpenChange, onChanged }: LabelMenuProps) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const queries = useQueryClient();
  const { brand, may } = useWorkspace();
  const labels = useLabels();
  const worn = useWornLabels(conversationId);
  const queryKey = wornKey(conversationId);
  const change = useMutation({
    mutationFn: (ids: { add?: string[]; remove?: string[] }) =>
      client.conversations.label(conversationId, ids),
    async onMutate({ add = [], remove = [] }) {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<string[]>(queryKey);
      const kept = (before ?? []).filter((id) => !remove.includes(id));
      queries.setQueryData(queryKey, [...new Set([...kept, ...add])]);
      return { before };
    },
    onSuccess: (ids) => queries.setQueryData(queryKey, ids),
    onError(error, _ids, context) {
      queries.setQueryData(queryKey, context?.before);
      toast.error(t('takenBack', { reason: error.message }));
    },
    onSettled: onChanged,
  });
  const make = useMutation({
    mutationFn: (name: string) => client.labels.create({ name }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: labelsKey(brand.id) });
      change.mutate({ add: [id] });
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      className="w-60"
      trigger={
        <Button
          tone="quiet"
          size="icon-sm"
          busy={change.isPending || make.isPending}
          aria-label={t('labels')}
        >
          <Tag />
        </Button>
      }
    >
      <MenuLabel>{t('labels')}</MenuLabel>
      {labels.data?.map(({ id, name, color }) => {
        const isWorn = worn.some((one) => one.id === id);
        return (
          <MenuChoice
            key={id}
            chosen={isWorn}
            onSelect={() => change.mutate(isWorn ? { remove: [id] } : { add: [id] })}
          >
            <span className="flex items-center gap-2">
              <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: color }} />
              <span className="truncate">{name}</span>
            </span>
          </MenuChoice>
        );
      })}
      {may('contacts.edit') && (
        <form
          className="p-1"
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get('name')).trim();
            if (name !== '') make.mutate(name);
            event.currentTarget.reset();
          }}
        >
          <Input
            name="name"
            aria-label={t('labelNew')}
            placeholder={t('labelNew')}
            maxLength={80}
            // Menus take letters as a search for their items.
            onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
          />
        </form>
      )}
    </Menu>
  );
}
