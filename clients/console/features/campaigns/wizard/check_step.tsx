'use client';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../../sdk/src/campaigns.ts';
import type { Template } from '../../../../sdk/src/templates.ts';
import { Button } from '../../../ui/button.tsx';
import { NavLink } from '../../../ui/nav_link.tsx';
import { useWorkspace } from '../../session/workspace.tsx';
import { blanksOfTemplate } from '../../templates/blanks.ts';
import { TemplatePreview } from '../../templates/preview.tsx';
import { shapeOf } from '../../templates/shape.ts';
import { LaunchCard } from '../launch_card.tsx';
import { TestDialog } from '../test_dialog.tsx';
import type { Draft } from './draft.ts';
import { picturesOf, useSampleValues } from './values_step.tsx';

interface CheckStepProps {
  campaign: Campaign;
  template: Template;
  draft: Draft;
  onLaunched: () => void;
}

/** The last step: what a launch would do, a test to oneself, the launch. */
export function CheckStep({ campaign, template, draft, onLaunched }: CheckStepProps) {
  const { t } = useTranslation('campaigns');
  const { may } = useWorkspace();
  const [isTesting, setTesting] = useState(false);
  const blanks = blanksOfTemplate(template);
  const values = useSampleValues(draft, blanks);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
      <LaunchCard campaign={campaign} onLaunched={onLaunched}>
        {may('conversations.reply') && (
          <Button size="lg" onClick={() => setTesting(true)}>
            <Send />
            {t('page.test')}
          </Button>
        )}
        <Button asChild size="lg">
          <NavLink href={`/campaigns/view/?id=${campaign.id}`}>{t('wizard.saveDraft')}</NavLink>
        </Button>
      </LaunchCard>
      <TemplatePreview
        shape={shapeOf(template.components)}
        values={values}
        pictures={picturesOf(draft, blanks)}
      />
      {isTesting && <TestDialog campaignId={campaign.id} onClose={() => setTesting(false)} />}
    </div>
  );
}
