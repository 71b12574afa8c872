'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import type { EditedButton } from './editor_draft.ts';
import { blanksOf } from './shape.ts';

const MOST = 10;
const TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const;

interface ButtonFieldsProps {
  buttons: EditedButton[];
  onChange: (buttons: EditedButton[]) => void;
}

/** The buttons under a template. */
export function ButtonFields({ buttons, onChange }: ButtonFieldsProps) {
  const { t } = useTranslation('templates');
  const set = (at: number, change: Partial<EditedButton>) =>
    onChange(buttons.map((button, i) => (i === at ? { ...button, ...change } : button)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('editor.buttons')}</legend>
      {buttons.map((button, i) => {
        const name = t('editor.buttonOf', { place: i + 1 });
        return (
          <div key={i} className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[9rem_1fr_1fr_auto]">
            <Select
              aria-label={`${name}: ${t('editor.buttonType')}`}
              value={button.type}
              onChange={(event) => set(i, { type: event.target.value as EditedButton['type'], target: '' })}
            >
              {TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`editor.button.${type}`)}
                </option>
              ))}
            </Select>
            <Input
              aria-label={`${name}: ${t('editor.buttonText')}`}
              placeholder={t('editor.buttonText')}
              value={button.text}
              maxLength={25}
              className="col-span-2 row-start-2 sm:col-span-1 sm:row-start-1"
              onChange={(event) => set(i, { text: event.target.value })}
            />
            {button.type === 'QUICK_REPLY' ? (
              <span className="hidden sm:block" />
            ) : (
              <Input
                aria-label={`${name}: ${t(`editor.target.${button.type}`)}`}
                placeholder={t(`editor.target.${button.type}`)}
                value={button.target}
                dir="ltr"
                className="col-span-2 sm:col-span-1"
                onChange={(event) => set(i, { target: event.target.value })}
              />
            )}
            <Button
              tone="quiet"
              size="icon"
              aria-label={`${name}: ${t('editor.removeButton')}`}
              className="col-start-2 row-start-1 sm:col-start-4"
              onClick={() => onChange(buttons.filter((_, at) => at !== i))}
            >
              <Trash2 />
            </Button>
            {button.type === 'URL' && blanksOf(button.target).length > 0 && (
              <Input
                aria-label={`${name}: ${t('editor.exampleOfLink')}`}
                placeholder={t('editor.exampleOfLink')}
                value={button.example}
                dir="ltr"
                className="col-span-2 sm:col-start-2"
                onChange={(event) => set(i, { example: event.target.value })}
              />
            )}
          </div>
        );
      })}
      {buttons.length < MOST && (
        <Button
          tone="quiet"
          size="sm"
          className="justify-self-start"
          onClick={() => onChange([...buttons, { type: 'QUICK_REPLY', text: '', target: '', example: '' }])}
        >
          <Plus />
          {t('editor.addButton')}
        </Button>
      )}
    </fieldset>
  );
}
