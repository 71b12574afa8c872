'use client';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  about: string;
  /** What the button says that does it, and the one that does not. */
  yes: string;
  no: string;
  busy: boolean;
  onConfirm: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function Confirm({ open, onClose, title, about, yes, no, busy, onConfirm }: ConfirmProps) {
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} about={about} className="max-w-md">
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{no}</Button>
        <Button tone="danger" busy={busy} onClick={onConfirm}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
