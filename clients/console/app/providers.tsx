'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { ThemeProvider, useTheme } from 'next-themes';
import { Direction } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { Toaster } from 'sonner';
import { WabaseError } from '../../sdk/src/errors.ts';
import { SessionProvider } from '../features/session/session.tsx';
import { LANGUAGES, type Language } from '../i18n/languages.ts';
import { preferredLanguage, speak } from '../i18n/start.ts';

/** A refusal stays a refusal; only what did not answer is asked again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const isTransient = !(error instanceof WabaseError) || error.status === 0 || error.status >= 500;
  return isTransient && failures < 2;
}

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { retry: isWorthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
        },
      }),
  );
  useEffect(() => {
    const language = preferredLanguage();
    if (language !== i18next.language) void speak(language);
  }, []);
  return (
    <I18nextProvider i18n={i18next}>
      <ThemeProvider attribute="class" disableTransitionOnChange storageKey="wabase.theme">
        <QueryClientProvider client={queries}>
          <Directed>
            <SessionProvider>{children}</SessionProvider>
          </Directed>
        </QueryClientProvider>
      </ThemeProvider>
    </I18nextProvider>
  );
}

function Directed({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { resolvedTheme } = useTheme();
  const { dir } = LANGUAGES[i18n.language as Language] ?? LANGUAGES.en;
  return (
    <Direction.Provider dir={dir}>
      {children}
      <Toaster
        position="top-center"
        // In the bar of the shell, which is empty there: below it are the titles and the buttons of the page.
        offset={{ top: 8 }}
        mobileOffset={{ top: 8, left: 8, right: 8 }}
        toastOptions={{ style: { padding: '0.625rem 0.875rem' } }}
        dir={dir}
        theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
        style={{ fontFamily: 'inherit' }}
        closeButton
      />
    </Direction.Provider>
  );
}
