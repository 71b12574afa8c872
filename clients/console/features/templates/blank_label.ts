'use client';
import { useTranslation } from 'react-i18next';
import type { Blank } from './blanks.ts';

/** What a blank is called where it is filled. */
export function useBlankLabel(): (blank: Blank) => string {
  const { t } = useTranslation('templates');
  const nameOf = ({ component, name }: Blank) => {
    switch (component) {
      case 'media':
        return t(`editor.format.${name as 'IMAGE'}`);
      case 'location':
        return t(`blank.location.${name as 'latitude'}`);
      case 'offer':
        return t('blank.offerEnds', { name });
      case 'coupon':
        return t('blank.coupon');
      case 'code':
        return t('blank.code');
      case 'button':
        return t('blank.of', { name });
      default:
        return t('blank.of', { name: `{{${name}}}` });
    }
  };
  return (blank) =>
    blank.card === undefined
      ? nameOf(blank)
      : t('blank.ofCard', { card: blank.card + 1, blank: nameOf(blank) });
}
