'use client';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import type { Examples } from './editor_parts.ts';
import { blanksOf } from './shape.ts';

interface TextFieldsProps {
  text: string;
  onText: (text: string) => void;
  examples: Examples;
  onExamples: (examples: Examples) => void;
  /** A heading with a blank, whose example is asked for here too. */
  header?: string;
  most: number;
  rows: number;
  problem: string | undefined;
}

/** The text of a template or of a card, with an example for each blank. */
export function TextFields(props: TextFieldsProps) {
  const { text, onText, examples, onExamples, header = '', most, rows, problem } = props;
  const { t } = useTranslation('templates');
  const nextBlank = blanksOf(text).filter((name) => /^\d+$/.test(name)).length + 1;
  const blanks = [
    ...blanksOf(header).map((name) => ({ place: `header:${name}`, name })),
    ...blanksOf(text).map((name) => ({ place: `body:${name}`, name })),
  ];
  return (
    <>
      <Field label={t('editor.body')} hint={t('editor.bodyHint')} error={problem}>
        {(field) => (
          <Textarea
            {...field}
            value={text}
            maxLength={most}
            rows={rows}
            dir="auto"
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
      <div className="-mt-2 flex items-center gap-3">
        <Button size="sm" onClick={() => onText(`${text}{{${nextBlank}}}`)}>
          {t('editor.addBlank')}
        </Button>
        <span className="tabular ms-auto text-ink-soft text-xs">
          {text.length} / {most}
        </span>
      </div>
      {blanks.length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          {blanks.map(({ place, name }) => (
            <Field key={place} label={t('editor.example', { name: `{{${name}}}` })}>
              {(field) => (
                <Input
                  {...field}
                  value={examples[place] ?? ''}
                  onChange={(event) => onExamples({ ...examples, [place]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </>
  );
}
