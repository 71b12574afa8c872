'use client';
import { ExternalLink, Forward, Megaphone, ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../../sdk/src/messages.ts';
import * as shapes from './shapes.ts';

const line = 'mb-1 flex items-center gap-1.5 text-ink-soft text-xs';

/** Where a message comes from when it does not begin here: an advertisement, a product, another chat. */
export function Origin({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const content = (typeof message.content === 'object' ? message.content : {}) as Record<string, unknown>;
  const { isForwarded, product } = shapes.context(content.context);
  return (
    <>
      {isForwarded && (
        <p className={line}>
          <Forward className="size-3.5" aria-hidden />
          {t('origin.forwarded')}
        </p>
      )}
      {product !== null && (
        <p className={line}>
          <ShoppingBag className="size-3.5 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">{t('origin.product', { id: product })}</span>
        </p>
      )}
      {content.referral !== undefined && <Referral referral={shapes.referral(content.referral)} />}
    </>
  );
}

function Referral({ referral: { headline, body, url } }: { referral: ReturnType<typeof shapes.referral> }) {
  const { t } = useTranslation('inbox');
  return (
    <div className="mb-1.5 min-w-52 rounded-md bg-sunken/70 px-2 py-1.5 text-[0.8125rem]">
      <p className="flex items-center gap-1.5 text-ink-soft text-xs">
        <Megaphone className="size-3.5" aria-hidden />
        {t('origin.referral')}
      </p>
      {headline && <p className="break-words font-medium">{headline}</p>}
      {body && <p className="line-clamp-3 break-words text-ink-soft">{body}</p>}
      {url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          className="mt-0.5 inline-flex items-center gap-1 text-info underline underline-offset-2"
        >
          {t('origin.open')}
          <ExternalLink className="size-3" aria-hidden />
        </a>
      )}
    </div>
  );
}
