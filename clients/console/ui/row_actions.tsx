import { Pencil, Trash2 } from 'lucide-react';
import { Button } from './button.tsx';

interface RowActionsProps {
  /** What the buttons do, for those who do not see their icons. */
  editLabel: string;
  removeLabel: string;
  isRemoving: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

/** Edit and remove at the end of a row. */
export function RowActions({ editLabel, removeLabel, isRemoving, onEdit, onRemove }: RowActionsProps) {
  return (
    <>
      <Button tone="quiet" size="icon-sm" aria-label={editLabel} onClick={onEdit}>
        <Pencil />
      </Button>
      <Button tone="quiet" size="icon-sm" aria-label={removeLabel} busy={isRemoving} onClick={onRemove}>
        <Trash2 />
      </Button>
    </>
  );
}
