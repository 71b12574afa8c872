'use client';
import { ClipboardList, MapPin, ShoppingBag, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type * as shapes from './shapes.ts';

export function LocationCard({ location }: { location: NonNullable<ReturnType<typeof shapes.location>> }) {
  const { t } = useTranslation('inbox');
  const { latitude, longitude, name, address } = location;
  return (
    <a
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noreferrer noopener"
      className="flex min-w-52 items-center gap-3"
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-lg bg-info-soft text-info">
        <MapPin className="size-5" aria-hidden />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{name || t('type.location')}</span>
        <span className="block truncate text-ink-soft text-xs">
          {address || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}
        </span>
      </span>
    </a>
  );
}

export function ContactCards({ contacts }: { contacts: ReturnType<typeof shapes.contacts> }) {
  return (
    <ul className="grid gap-2">
      {contacts.map(({ name, phones, company }, i) => (
        <li key={`${i}${name}`} className="flex min-w-52 items-center gap-3">
          <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
            <UserRound className="size-5" aria-hidden />
          </span>
          <span className="min-w-0">
            <span className="block truncate font-medium">{name}</span>
            <span className="tabular block truncate text-ink-soft text-xs" dir="ltr">
              {phones.join(', ') || company}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function OrderCard({ order }: { order: ReturnType<typeof shapes.order> }) {
  const { t, i18n } = useTranslation('inbox');
  const { items } = order;
  const money = (value: number, currency: string | null) =>
    currency !== null && /^[A-Za-z]{3}$/.test(currency)
      ? new Intl.NumberFormat(i18n.language, { style: 'currency', currency }).format(value)
      : String(value);
  const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  return (
    <div className="min-w-56">
      <p className="flex items-center gap-2 font-semibold">
        <ShoppingBag className="size-4" aria-hidden />
        {t('type.order', { count: items.length })}
      </p>
      <ul className="my-2 grid gap-1">
        {items.map(({ id, quantity, price, currency }, i) => (
          <li key={`${i}${id}`} className="flex justify-between gap-4">
            <span className="truncate">
              <span className="tabular">{quantity} ×</span> {id}
            </span>
            <span className="tabular">{money(price * quantity, currency)}</span>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <p className="flex justify-between border-t pt-1.5 font-semibold">
          <span>{t('type.total')}</span>
          <span className="tabular">{money(total, items[0]?.currency ?? null)}</span>
        </p>
      )}
      {order.text && <p className="mt-1.5">{order.text}</p>}
    </div>
  );
}

/** The answers of a form that was filled in inside the chat. */
export function FlowReply({ json }: { json: string }) {
  const { t } = useTranslation('inbox');
  const answers = Object.entries(parse(json)).filter(([name]) => name !== 'flow_token');
  return (
    <div className="min-w-48">
      <p className="flex items-center gap-2 font-semibold">
        <ClipboardList className="size-4" aria-hidden />
        {t('type.flow')}
      </p>
      <dl className="mt-1.5 grid gap-1">
        {answers.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft text-xs first-letter:uppercase">{name.replaceAll('_', ' ')}</dt>
            <dd className="break-words">{wordsOf(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const wordsOf = (answer: unknown): string =>
  typeof answer === 'string'
    ? answer
    : Array.isArray(answer)
      ? answer.map(wordsOf).join(', ')
      : JSON.stringify(answer);

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
