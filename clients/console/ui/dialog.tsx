'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  about?: string | undefined;
  children: ReactNode;
  /** `side` slides in from the end of the line; on a phone both fill the width. */
  place?: 'middle' | 'side' | 'start';
  /** Holds what somebody writes: a click beside it does not throw that away. */
  isForm?: boolean;
  className?: string;
}

const places = {
  middle:
    'inset-x-3 top-[max(1rem,8vh)] mx-auto max-h-[84vh] max-w-lg rounded-2xl data-[state=open]:animate-in data-[state=open]:fade-in data-[state=open]:zoom-in-95',
  side: 'inset-y-0 end-0 w-full max-w-md border-s data-[state=open]:animate-in data-[state=open]:slide-in-from-right-8 data-[state=open]:fade-in',
  start:
    'inset-y-0 start-0 w-72 max-w-[85vw] border-e data-[state=open]:animate-in data-[state=open]:slide-in-from-left-8 data-[state=open]:fade-in',
};

export function Dialog({
  open,
  onOpenChange,
  title,
  about,
  children,
  place = 'middle',
  isForm = false,
  className,
}: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 data-[state=open]:animate-in data-[state=open]:fade-in" />
        <Radix.Content
          {...(about === undefined && { 'aria-describedby': undefined })}
          {...(isForm && { onInteractOutside: (event) => event.preventDefault() })}
          className={cn(
            'fixed z-50 flex flex-col overflow-hidden bg-raised shadow-float duration-150 focus:outline-none',
            places[place],
            className,
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {about !== undefined && (
                <Radix.Description className="mt-0.5 text-ink-soft">{about}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button tone="quiet" size="icon-sm" aria-label={t('close')} className="-me-2">
                <X />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
