'use client';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '../../ui/field.tsx';
import { type Blank, isUsable } from './blanks.ts';

interface BlankInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  blank: Blank;
  value: string;
  onChange: (value: string) => void;
}

/** The control for what stands in a blank: a text, an address of a file, a moment. */
export function BlankInput({ blank, onChange, ...rest }: BlankInputProps) {
  const isCode = blank.component === 'code' || blank.component === 'coupon';
  return (
    <Input
      {...rest}
      type={blank.component === 'offer' ? 'datetime-local' : 'text'}
      autoComplete="off"
      {...(blank.media !== undefined && { dir: 'ltr', placeholder: 'https://' })}
      // Meta takes no longer ones.
      {...(isCode && { dir: 'ltr', maxLength: 15 })}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What is wrong with a text for a blank; nothing while it is empty. */
export function useBlankProblem(): (blank: Blank, value: string) => string | undefined {
  const { t } = useTranslation('templates');
  return (blank, value) => {
    if (value === '' || isUsable(blank, value)) return undefined;
    return t(blank.media !== undefined ? 'blank.linkHint' : 'blank.notNumber');
  };
}
