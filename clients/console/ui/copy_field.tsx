'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field, Input } from './field.tsx';

/** A value to take along, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <Field label={label}>
      {(props) => (
        <div className="flex gap-2">
          <Input {...props} readOnly value={value} onFocus={(event) => event.target.select()} />
          <Button onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
            {isCopied ? <Check /> : <Copy />}
            {isCopied ? t('copied') : t('copy')}
          </Button>
        </div>
      )}
    </Field>
  );
}
