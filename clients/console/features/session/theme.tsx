'use client';
import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { accentTokens } from '../../lib/theme.ts';

/** Dresses the page in the organization's colour, in the shade that the light or dark theme needs. */
export function OrganizationTheme({ color, textColor }: { color: string | null; textColor: string | null }) {
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const { style } = document.documentElement;
    const tokens = accentTokens(color, textColor, resolvedTheme === 'dark');
    for (const [name, value] of Object.entries(tokens)) style.setProperty(name, value);
    return () => {
      for (const name of Object.keys(tokens)) style.removeProperty(name);
    };
  }, [color, textColor, resolvedTheme]);
  return null;
}
