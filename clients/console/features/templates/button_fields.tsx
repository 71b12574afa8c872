'use client';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { BUTTON_TYPES, type EditedButton } from './editor_parts.ts';
import type { ProblemsByField } from './problems.ts';
import { blanksOf } from './shape.ts';

const MOST = 10;

interface ButtonFieldsProps {
  buttons: EditedButton[];
  onChange: (buttons: EditedButton[]) => void;
  problems: ProblemsByField;
  /** What they stand under, where there are several; it is part of the fields' names. */
  of?: string;
  types?: readonly (typeof BUTTON_TYPES)[number][];
  most?: number;
}

/** The buttons under a template or a card, in their order. */
export function ButtonFields(props: ButtonFieldsProps) {
  const { buttons, onChange, problems, of, types = BUTTON_TYPES, most = MOST } = props;
  const { t } = useTranslation('templates');
  const set = (at: number, change: Partial<EditedButton>) =>
    onChange(buttons.map((button, i) => (i === at ? { ...button, ...change } : button)));
  const swap = (at: number, other: number) => {
    const next = [...buttons];
    const [one, two] = [next[at], next[other]];
    if (one === undefined || two === undefined) return;
    next[at] = two;
    next[other] = one;
    onChange(next);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{t('editor.buttons')}</legend>
      {problems.buttons && <Problem text={problems.buttons} />}
      {buttons.map((button, i) => {
        const ownName = t('editor.buttonOf', { place: i + 1 });
        const name = of === undefined ? ownName : `${of}, ${ownName}`;
        return (
          <div key={i} className="grid gap-2 rounded-lg border bg-surface p-2.5">
            <div className="flex items-center gap-1">
              {button.type === 'OTHER' ? (
                <span className="flex-1 px-1 text-ink-soft">{String(button.raw?.type ?? '')}</span>
              ) : (
                <Select
                  aria-label={`${name}: ${t('editor.buttonType')}`}
                  value={button.type}
                  className="flex-1"
                  onChange={(event) =>
                    set(i, { type: event.target.value as EditedButton['type'], target: '', example: '' })
                  }
                >
                  {types.map((type) => (
                    <option key={type} value={type}>
                      {t(`editor.button.${type}`)}
                    </option>
                  ))}
                </Select>
              )}
              <Button
                tone="quiet"
                size="icon-sm"
                aria-label={`${name}: ${t('editor.moveUp')}`}
                disabled={i === 0}
                onClick={() => swap(i, i - 1)}
              >
                <ArrowUp />
              </Button>
              <Button
                tone="quiet"
                size="icon-sm"
                aria-label={`${name}: ${t('editor.moveDown')}`}
                disabled={i === buttons.length - 1}
                onClick={() => swap(i, i + 1)}
              >
                <ArrowDown />
              </Button>
              <Button
                tone="quiet"
                size="icon-sm"
                aria-label={`${name}: ${t('editor.removeButton')}`}
                onClick={() => onChange(buttons.filter((_, at) => at !== i))}
              >
                <Trash2 />
              </Button>
            </div>
            <div className="grid gap-2 sm:grid-cols-2">
              {button.type !== 'COPY_CODE' && button.type !== 'OTHER' && (
                <ButtonInput
                  label={`${name}: ${t('editor.buttonText')}`}
                  placeholder={t('editor.buttonText')}
                  value={button.text}
                  maxLength={25}
                  problem={problems[`button:${i}:text`]}
                  onChange={(text) => set(i, { text })}
                />
              )}
              {(button.type === 'URL' || button.type === 'PHONE_NUMBER') && (
                <ButtonInput
                  label={`${name}: ${t(`editor.target.${button.type}`)}`}
                  placeholder={t(`editor.target.${button.type}`)}
                  value={button.target}
                  maxLength={2000}
                  isCode
                  problem={problems[`button:${i}:target`]}
                  onChange={(target) => set(i, { target })}
                />
              )}
              {(button.type === 'COPY_CODE' ||
                (button.type === 'URL' && blanksOf(button.target).length > 0)) && (
                <ButtonInput
                  label={`${name}: ${t(button.type === 'URL' ? 'editor.exampleOfLink' : 'editor.exampleOfCode')}`}
                  placeholder={t(button.type === 'URL' ? 'editor.exampleOfLink' : 'editor.exampleOfCode')}
                  value={button.example}
                  maxLength={button.type === 'URL' ? 2000 : 15}
                  isCode
                  problem={problems[`button:${i}:example`]}
                  onChange={(example) => set(i, { example })}
                />
              )}
            </div>
            {problems[`button:${i}`] && <Problem text={problems[`button:${i}`] ?? ''} />}
          </div>
        );
      })}
      {buttons.length < most && (
        <Button
          tone="quiet"
          size="sm"
          className="justify-self-start"
          {...(of !== undefined && { 'aria-label': `${of}: ${t('editor.addButton')}` })}
          onClick={() => onChange([...buttons, { type: 'QUICK_REPLY', text: '', target: '', example: '' }])}
        >
          <Plus />
          {t('editor.addButton')}
        </Button>
      )}
    </fieldset>
  );
}

interface ButtonInputProps {
  label: string;
  placeholder: string;
  value: string;
  maxLength: number;
  isCode?: boolean;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function ButtonInput({
  label,
  placeholder,
  value,
  maxLength,
  isCode = false,
  problem,
  onChange,
}: ButtonInputProps) {
  return (
    <div className="grid content-start gap-1">
      <Input
        aria-label={label}
        aria-invalid={problem !== undefined && value !== '' ? true : undefined}
        placeholder={placeholder}
        value={value}
        maxLength={maxLength}
        {...(isCode && { dir: 'ltr' })}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== undefined && value !== '' && <Problem text={problem} />}
    </div>
  );
}

function Problem({ text }: { text: string }) {
  return <p className="text-[0.8125rem] text-bad">{text}</p>;
}
