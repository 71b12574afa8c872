'use client';
import { BrandSettings } from '../../../../features/settings/brands.tsx';

export default function BrandsSettingsPage() {
  return <BrandSettings />;
}
