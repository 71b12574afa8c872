'use client';
import { EmojiPicker as Picker } from 'frimousse';
import { useTranslation } from 'react-i18next';

/** Emoji by group or by name. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('inbox');
  return (
    <Picker.Root
      emojibaseUrl="/emoji"
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="flex h-80 w-80 max-w-[calc(100vw-1.5rem)] flex-col rounded-xl border bg-raised shadow-float"
    >
      <Picker.Search
        aria-label={t('emojiSearch')}
        placeholder={t('emojiSearch')}
        className="m-2 h-9 rounded-lg border border-line-strong/60 bg-surface px-3 placeholder:text-ink-soft"
      />
      <Picker.Viewport className="min-h-0 flex-1">
        <Picker.Empty className="grid h-full place-items-center text-ink-soft">{t('emojiNone')}</Picker.Empty>
        <Picker.List
          className="select-none pb-1.5"
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className="bg-raised px-3 py-1.5 text-ink-soft text-xs">
                {category.label}
              </div>
            ),
            Row: ({ children, ...props }) => (
              <div {...props} className="px-1.5">
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...props }) => (
              <button
                {...props}
                type="button"
                aria-label={emoji.label}
                className="grid size-8 place-items-center rounded-md text-lg data-[active]:bg-sunken"
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
