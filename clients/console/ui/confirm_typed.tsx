'use client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, Input } from './field.tsx';

interface ConfirmTypedProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  about: string;
  /** What has to be typed. */
  word: string;
  action: string;
  busy: boolean;
  onConfirm: () => void;
  children?: ReactNode;
}

/** Asks for a word before something that is hard to take back. */
export function ConfirmTyped({
  open,
  onOpenChange,
  title,
  about,
  word,
  action,
  busy,
  onConfirm,
  children,
}: ConfirmTypedProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isRight = typed.trim().toLowerCase() === word.toLowerCase();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setTyped('');
        onOpenChange(next);
      }}
      title={title}
      about={about}
      className="max-w-md"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm();
        }}
      >
        {children}
        <Field label={t('confirm.type', { word })}>
          {(props) => (
            <Input
              {...props}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button type="submit" tone="danger" disabled={!isRight} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
