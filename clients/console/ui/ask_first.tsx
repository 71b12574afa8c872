'use client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from './confirm.tsx';

interface AskFirstProps {
  title: string;
  /** What follows from it; that it cannot be taken back, unless something else is said. */
  about?: string;
  /** What the button says that does it. */
  yes: string;
  busy?: boolean;
  onConfirm: () => void;
  /** Gets what opens the question. */
  children: (ask: () => void) => ReactNode;
}

/** Something that is asked about once more before it is done. */
export function AskFirst({ title, about, yes, busy = false, onConfirm, children }: AskFirstProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {children(() => setOpen(true))}
      <Confirm
        open={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        about={about ?? t('final')}
        yes={yes}
        no={t('cancel')}
        busy={busy}
        onConfirm={() => {
          setOpen(false);
          onConfirm();
        }}
      />
    </>
  );
}
