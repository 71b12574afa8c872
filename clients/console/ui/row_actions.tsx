import { Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AskFirst } from './ask_first.tsx';
import { Button } from './button.tsx';

interface RowActionsProps {
  /** What the buttons do, for those who do not see their icons. */
  editLabel: string;
  removeLabel: string;
  /** What else goes with it. */
  removeAbout?: string;
  isRemoving: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

/** Edit and remove at the end of a row; before it is removed one is asked. */
export function RowActions(props: RowActionsProps) {
  const { editLabel, removeLabel, removeAbout, isRemoving, onEdit, onRemove } = props;
  const { t } = useTranslation();
  return (
    <>
      <Button tone="quiet" size="icon-sm" aria-label={editLabel} onClick={onEdit}>
        <Pencil />
      </Button>
      <AskFirst
        title={removeLabel}
        {...(removeAbout !== undefined && { about: removeAbout })}
        yes={t('delete')}
        onConfirm={onRemove}
      >
        {(ask) => (
          <Button tone="quiet" size="icon-sm" aria-label={removeLabel} busy={isRemoving} onClick={ask}>
            {!isRemoving && <Trash2 />}
          </Button>
        )}
      </AskFirst>
    </>
  );
}
