import { Fragment, type ReactNode } from 'react';

const MARKS: { pattern: RegExp; wrap: (children: ReactNode) => ReactNode }[] = [
  { pattern: /```([\s\S]+?)```/, wrap: (text) => <code className="font-mono text-[0.92em]">{text}</code> },
  { pattern: /(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/, wrap: (text) => <strong>{text}</strong> },
  { pattern: /(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])/, wrap: (text) => <em>{text}</em> },
  { pattern: /(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/, wrap: (text) => <s>{text}</s> },
];

/** A text with WhatsApp's marks (*bold*, _italic_, ~struck~, ```code```) and links; {{blanks}} stand out. It reads in its own direction. */
export function WhatsappText({ text }: { text: string }) {
  return <bdi className="whitespace-pre-wrap break-words [overflow-wrap:anywhere]">{format(text)}</bdi>;
}

function format(text: string, depth = 0): ReactNode {
  for (const { pattern, wrap } of depth > 3 ? [] : MARKS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const inner = match[1] ?? '';
    const isCode = match[0].startsWith('```');
    return (
      <>
        {format(text.slice(0, match.index), depth)}
        {wrap(isCode ? inner : format(inner, depth + 1))}
        {format(text.slice(match.index + match[0].length), depth)}
      </>
    );
  }
  return linked(text);
}

/** Only what begins with http becomes a link: nothing that a customer writes can run. */
function linked(text: string): ReactNode {
  const parts = text.split(/(https?:\/\/[^\s<>"]+|\{\{\s*[\w.]+\s*\}\})/g);
  return parts.map((part, i) => {
    const key = `${i}${part.slice(0, 8)}`;
    if (part.startsWith('{{'))
      return (
        <mark key={key} className="rounded bg-warn-soft px-1 text-warn">
          {part}
        </mark>
      );
    if (/^https?:/.test(part))
      return (
        <a key={key} href={part} target="_blank" rel="noreferrer noopener" className="text-info underline">
          {part}
        </a>
      );
    return <Fragment key={key}>{part}</Fragment>;
  });
}
