'use client';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../sdk/src/plans.ts';
import { useFormat } from '../../lib/format.ts';
import { useNumbers } from '../channels/data.ts';

/** An alert as a person reads it: what happened, what to do, and where. */
export interface AlertWords {
  tone: 'bad' | 'warn' | 'info';
  what: string;
  /** What to do about it; empty when there is nothing to do. */
  todo: string;
  /** The page where that is done. */
  path: string | null;
}

type Detail = Record<string, unknown>;

/** What a payment, a policy, a broken token ask of people. */
const CAUSES = ['payment', 'policy', 'refused', 'connection', 'ban'];

/** Puts alerts into words. A kind that the console does not know keeps its own name. */
export function useAlertWords(): (alert: Alert) => AlertWords {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = useNumbers().data ?? [];
  return (alert) => {
    const detail = (typeof alert.detail === 'object' ? alert.detail : {}) as Detail;
    const text = (name: string) => (detail[name] == null ? '' : String(detail[name]));
    const moment = (name: string) => (text(name) === '' ? '' : format.moment(text(name)));
    const ids = Array.isArray(detail.whatsapp_account_ids) ? detail.whatsapp_account_ids : [];
    const number =
      numbers
        .filter(({ id }) => ids.includes(id))
        .map(({ account_name }) => account_name)
        .join(', ') || t('alerts.number');
    const values = {
      number,
      campaign: text('campaign'),
      template: text('template') || text('name'),
      reason: text('reason') || text('answer'),
      plan: text('plan'),
      percent: text('percent'),
      metric: t(`alerts.metric.${text('metric') as 'contacts'}`, text('metric').replaceAll('_', ' ')),
      used: format.count(Number(detail.used ?? 0)),
      limit: format.count(Number(detail.limit ?? 0)),
      until: moment('until'),
      due: moment('due_at'),
      quality: t(
        `alerts.quality.${(text('quality_rating') || text('quality')) as 'RED'}`,
        text('quality_rating') || text('quality'),
      ),
      event: (text('event') || text('alert_type') || text('decision')).replaceAll('_', ' ').toLowerCase(),
      category: (text('correct_category') || text('category')).toLowerCase(),
      description: text('alert_description'),
    };
    const say = (tone: AlertWords['tone'], key: AlertKey, path: string | null): AlertWords => ({
      tone,
      what: t(`alerts.what.${key}`, values).trim(),
      todo: t(`alerts.todo.${key}`, values),
      path,
    });
    const templates = Array.isArray(detail.template_ids) ? detail.template_ids : [];
    const atTemplate = templates[0] === undefined ? '/templates/' : `/templates/?id=${templates[0]}`;
    const atCampaign = `/campaigns/view/?id=${text('campaign_id')}`;
    const atConversation = `/inbox/?c=${text('conversation_id')}`;
    const atNumbers = '/settings/numbers/';
    switch (alert.kind) {
      case 'quota':
        return Number(detail.percent) >= 100
          ? say('bad', 'quotaFull', '/settings/plan/')
          : say('warn', 'quotaNear', '/settings/plan/');
      case 'number_paused': {
        const cause = text('cause');
        return say('bad', CAUSES.includes(cause) ? (`paused_${cause}` as AlertKey) : 'paused', atNumbers);
      }
      case 'number_cooling':
        return say('warn', 'cooling', atNumbers);
      case 'number_quality':
        return say(
          text('quality_rating') === 'RED' ? 'bad' : text('quality_rating') === 'GREEN' ? 'info' : 'warn',
          text('quality_rating') === 'GREEN' ? 'qualityGood' : 'quality',
          atNumbers,
        );
      case 'number_name_rejected':
        return say('warn', 'nameRejected', atNumbers);
      case 'number_security':
        return say('warn', 'security', atNumbers);
      case 'account_update':
        return say('warn', 'accountUpdate', atNumbers);
      case 'account_alert':
        return say(
          text('alert_severity') === 'CRITICAL' ? 'bad' : 'warn',
          values.description === '' ? 'accountUpdate' : 'accountAlert',
          atNumbers,
        );
      case 'account_review':
        return text('decision').toUpperCase() === 'APPROVED'
          ? say('info', 'accountApproved', atNumbers)
          : say('bad', 'accountRejected', atNumbers);
      case 'campaign_paused':
        return say('bad', values.reason === '' ? 'campaignPausedTemplate' : 'campaignPaused', atCampaign);
      case 'plan_request_granted':
        return say('info', 'planGranted', '/settings/plan/');
      case 'plan_request_declined':
        return say('warn', 'planDeclined', '/settings/plan/');
      case 'campaign_failed':
        return say('bad', 'campaignFailed', atCampaign);
      case 'template_status': {
        const event = text('event').toUpperCase();
        if (event === 'APPROVED') return say('info', 'templateApproved', atTemplate);
        if (event === 'REJECTED') return say('bad', 'templateRejected', atTemplate);
        return say(event === 'PAUSED' || event === 'DISABLED' ? 'bad' : 'info', 'templateStatus', atTemplate);
      }
      case 'template_quality':
        return say(text('quality') === 'RED' ? 'bad' : 'warn', 'templateQuality', atTemplate);
      case 'template_category':
        return say('warn', 'templateCategory', atTemplate);
      case 'mention':
        return say('info', 'mention', atConversation);
      case 'sla_breached':
        return say('warn', text('timer') === 'resolution' ? 'slaResolution' : 'slaFirst', atConversation);
      default:
        return { tone: 'info', what: alert.kind.replaceAll('_', ' '), todo: '', path: null };
    }
  };
}

type AlertKey =
  | 'quotaFull'
  | 'quotaNear'
  | 'paused'
  | 'paused_payment'
  | 'paused_policy'
  | 'paused_refused'
  | 'paused_connection'
  | 'paused_ban'
  | 'cooling'
  | 'quality'
  | 'qualityGood'
  | 'nameRejected'
  | 'security'
  | 'accountUpdate'
  | 'accountAlert'
  | 'accountApproved'
  | 'accountRejected'
  | 'campaignPaused'
  | 'campaignPausedTemplate'
  | 'campaignFailed'
  | 'planGranted'
  | 'planDeclined'
  | 'templateApproved'
  | 'templateRejected'
  | 'templateStatus'
  | 'templateQuality'
  | 'templateCategory'
  | 'mention'
  | 'slaFirst'
  | 'slaResolution';
