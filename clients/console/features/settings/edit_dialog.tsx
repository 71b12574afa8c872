'use client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../auth/problem.tsx';
import { useSaving } from './use_saving.ts';

interface EditDialogProps {
  title: string;
  /** What was read under it is read again. */
  queryKey: readonly unknown[];
  save: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A form over the page: it saves, says so and closes; what was refused stays in front of who wrote it. */
export function EditDialog({ title, queryKey, save, onClose, children, className }: EditDialogProps) {
  const { t } = useTranslation();
  const saving = useSaving(queryKey, save);
  return (
    <Dialog open isForm onOpenChange={onClose} title={title} {...(className !== undefined && { className })}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(undefined, { onSuccess: onClose });
        }}
      >
        {children}
        <FormProblem error={saving.error} />
        <Button type="submit" tone="accent" className="justify-self-end" busy={saving.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
