'use client';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { createContext, type ReactNode, use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownFile } from './files.ts';

const LightboxContext = createContext<(fileId: string) => void>(() => {});

/** Opens a picture of the thread in its full size. */
export function useLightbox(): (fileId: string) => void {
  return use(LightboxContext);
}

const round =
  'grid size-10 place-items-center rounded-full bg-black/60 text-white hover:bg-black/80 focus-visible:outline-white [&_svg]:size-5';

/** Shows the pictures of a thread one at a time; the arrows lead to the ones before and after. */
export function Lightbox({ pictures, children }: { pictures: ShownFile[]; children: ReactNode }) {
  const { t } = useTranslation(['inbox', 'common']);
  const [openId, setOpenId] = useState<string | null>(null);
  const at = pictures.findIndex(({ id }) => id === openId);
  const picture = pictures[at];
  const step = (by: number) => setOpenId((old) => pictures[at + by]?.id ?? old);
  return (
    <LightboxContext value={setOpenId}>
      {children}
      <Dialog.Root open={picture !== undefined} onOpenChange={(open) => !open && setOpenId(null)}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-50 bg-black/85" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-0 z-50 grid place-items-center p-4 focus:outline-none sm:p-12"
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') step(-1);
              if (event.key === 'ArrowRight') step(1);
            }}
            onClick={(event) => event.target === event.currentTarget && setOpenId(null)}
          >
            <Dialog.Title className="sr-only">{t('media.viewer')}</Dialog.Title>
            {picture?.url && (
              <img
                src={picture.url}
                alt={picture.filename ?? t('type.image')}
                className="max-h-full max-w-full rounded-lg object-contain"
              />
            )}
            <div className="fixed end-3 top-3 flex gap-2">
              {picture?.url && (
                <a
                  href={`${picture.url}&download=${encodeURIComponent(picture.filename ?? '')}`}
                  aria-label={t('media.download')}
                  className={round}
                >
                  <Download aria-hidden />
                </a>
              )}
              <Dialog.Close className={round} aria-label={t('common:close')}>
                <X aria-hidden />
              </Dialog.Close>
            </div>
            {at > 0 && (
              <button
                type="button"
                className={`${round} fixed start-3 top-1/2`}
                aria-label={t('media.earlier')}
                onClick={() => step(-1)}
              >
                <ChevronLeft className="rtl:rotate-180" aria-hidden />
              </button>
            )}
            {at >= 0 && at < pictures.length - 1 && (
              <button
                type="button"
                className={`${round} fixed end-3 top-1/2`}
                aria-label={t('media.later')}
                onClick={() => step(1)}
              >
                <ChevronRight className="rtl:rotate-180" aria-hidden />
              </button>
            )}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </LightboxContext>
  );
}
