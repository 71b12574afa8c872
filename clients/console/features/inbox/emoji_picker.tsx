'use client';
import { useTranslation } from 'react-i18next';

/** What people send in customer service, by group. A phone's own keyboard has the rest. */
const GROUPS = {
  faces:
    '😀 😃 😄 😁 😅 😂 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😜 🤗 🤔 🤝 😐 😏 😌 😔 😴 😎 🥳 😕 😟 😮 😢 😭 😤 😬 😳 🥺',
  hands: '👍 👎 👌 ✌️ 🤞 🤙 👋 🙌 👏 🙏 💪 👉 👈 👆 👇 ☝️ ✋ 🫶',
  things:
    '❤️ 🧡 💛 💚 💙 💜 ✨ ⭐ 🎉 🎁 🔥 💯 ✅ ❌ ⚠️ ❓ ❗ 📦 🚚 🛒 💳 🧾 📄 📷 📍 📞 📧 ⏰ 📅 🕐 🏠 🏬 ☕ 🍽️ 🌸 ☀️',
} as const;

/** A choice of emoji; one press puts it into the message. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('inbox');
  return (
    <div className="max-h-80 w-80 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-xl border bg-raised p-2 shadow-float">
      {Object.entries(GROUPS).map(([name, emoji]) => (
        <fieldset key={name}>
          <legend className="px-1.5 pt-1 pb-0.5 text-ink-soft text-xs">
            {t(`emojiGroup.${name as keyof typeof GROUPS}`)}
          </legend>
          <div className="grid grid-cols-9">
            {emoji.split(' ').map((one) => (
              <button
                key={one}
                type="button"
                onClick={() => onPick(one)}
                className="grid size-8 place-items-center rounded-md text-lg hover:bg-sunken focus-visible:-outline-offset-2"
              >
                {one}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
