'use client';
import { ChevronsUpDown } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Menu, MenuChoice, MenuLabel } from '../../ui/menu.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** Where one works. Somebody with a single brand sees its organization's name and nothing to switch. */
export function Switcher() {
  const { t } = useTranslation();
  const { organizations, organization, brand, hasBrands, choose } = useWorkspace();
  const name = (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className={cn('truncate font-semibold text-ink', hasBrands && 'max-sm:sr-only')}>
        {organization.name}
      </span>
      {/* Where there is room for one name, it is the one that says what is on the page. */}
      {hasBrands && (
        <span className="truncate text-ink-soft max-sm:font-semibold max-sm:text-ink">
          <span aria-hidden className="max-sm:hidden">
            /{' '}
          </span>
          {brand.name}
        </span>
      )}
    </span>
  );
  if (organizations.length === 1 && !hasBrands) return <div className="min-w-0 px-2">{name}</div>;
  return (
    <Menu
      align="start"
      className="w-64"
      trigger={
        <Button tone="quiet" size="sm" className="min-w-0 shrink">
          <span className="sr-only">{t('switcher.label')}</span>
          {name}
          <ChevronsUpDown />
        </Button>
      }
    >
      {organizations.map((one) => (
        <Fragment key={one.id}>
          {one.brands.length > 1 ? (
            <>
              <MenuLabel>{one.name}</MenuLabel>
              {one.brands.map((each) => (
                <MenuChoice key={each.id} chosen={each.id === brand.id} onSelect={() => choose(each.id)}>
                  {each.name}
                </MenuChoice>
              ))}
            </>
          ) : (
            one.brands.map((each) => (
              <MenuChoice key={each.id} chosen={each.id === brand.id} onSelect={() => choose(each.id)}>
                {one.name}
              </MenuChoice>
            ))
          )}
        </Fragment>
      ))}
    </Menu>
  );
}
