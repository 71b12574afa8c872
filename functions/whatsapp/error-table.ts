import type { ErrorClass, ErrorScope } from './errors.ts';

/** What is known of one error code. */
export interface ErrorRule {
  code: number;
  class: ErrorClass;
  scope: ErrorScope;
  /** Seconds before the next attempt; absent = waiting does not help, or nobody knows how long. */
  retry_after_s?: number;
  /** Attempts in all; absent = the usual number of the class. */
  max_attempts?: number;
  /** What it means. Added for people; nothing branches on it. */
  meaning: string;
}

/** A rule for all codes from `from` to `to` that have none of their own. */
export type ErrorRange = Omit<ErrorRule, 'code'> & { from: number; to: number };

/**
 * Every code that Meta documents for the WhatsApp Cloud API, and those seen in maintained SDKs.
 *
 * Sources: Meta, "Error codes" (business-messaging/whatsapp/support/error-codes, 2026-09-11);
 * pywa `errors.py` (2026-08) for 131030, 131044, 131062, 132008, 137000, 138xxx, 139xxx, 147xxx and 24941xx;
 * nyaruka/courier's test data for 131014. Class and scope are our reading of the documented cause and remedy.
 * A token error has scope `number`, because that is where a credential is stored: another number of the same WABA
 * may hold a good one. An error of one template is never class `account`: it would stop a number that can send others.
 */
export const errorRules: readonly ErrorRule[] = [
  // Authorization
  { code: 0, class: 'account', scope: 'number', meaning: 'token expired or invalid' },
  { code: 3, class: 'account', scope: 'number', meaning: 'capability or permission missing' },
  { code: 10, class: 'account', scope: 'number', meaning: 'permission missing or removed' },
  { code: 104, class: 'account', scope: 'number', meaning: 'no token was sent' },
  { code: 190, class: 'account', scope: 'number', meaning: 'token expired or invalid' },
  { code: 200, class: 'account', scope: 'number', meaning: 'no access to the asset' },
  { code: 131005, class: 'account', scope: 'number', meaning: 'permission missing or removed' },

  // Integrity of the account
  { code: 368, class: 'account', scope: 'waba', meaning: 'WABA restricted for policy' },
  { code: 130497, class: 'permanent', scope: 'message', meaning: 'WABA may not message this country' },
  { code: 131031, class: 'account', scope: 'waba', meaning: 'account locked' },
  { code: 131037, class: 'account', scope: 'number', meaning: 'display name not approved' },
  { code: 131042, class: 'account', scope: 'waba', meaning: 'payment problem' },
  { code: 131044, class: 'account', scope: 'waba', meaning: 'payment problem for calling' },
  { code: 131045, class: 'account', scope: 'number', meaning: 'number registration error' },
  { code: 134011, class: 'account', scope: 'waba', meaning: 'payments terms not accepted' },

  // Throttling
  { code: 4, class: 'transient', scope: 'app', retry_after_s: 60, meaning: 'app call rate' },
  { code: 613, class: 'transient', scope: 'number', retry_after_s: 60, meaning: 'calls-permission rate' },
  { code: 80007, class: 'transient', scope: 'waba', retry_after_s: 60, meaning: 'WABA call rate' },
  {
    code: 130429,
    class: 'transient',
    scope: 'number',
    retry_after_s: 1,
    meaning: 'throughput of the number',
  },
  { code: 131048, class: 'delay', scope: 'number', retry_after_s: 3600, meaning: 'spam rate of the number' },
  { code: 131056, class: 'transient', scope: 'pair', retry_after_s: 6, meaning: 'pair rate' },
  { code: 131057, class: 'transient', scope: 'number', retry_after_s: 120, meaning: 'throughput upgrade' },
  {
    code: 131064,
    class: 'delay',
    scope: 'template',
    retry_after_s: 86_400,
    meaning: 'limited for misclassified templates',
  },

  // General
  {
    code: 1,
    class: 'transient',
    scope: 'message',
    retry_after_s: 5,
    max_attempts: 3,
    meaning: 'unknown API',
  },
  { code: 2, class: 'transient', scope: 'message', retry_after_s: 5, meaning: 'temporary overload' },
  { code: 33, class: 'account', scope: 'number', meaning: 'business number deleted' },
  { code: 100, class: 'permanent', scope: 'message', meaning: 'invalid parameter' },
  {
    code: 131000,
    class: 'transient',
    scope: 'message',
    retry_after_s: 5,
    max_attempts: 3,
    meaning: 'unknown',
  },
  { code: 131008, class: 'permanent', scope: 'message', meaning: 'required parameter missing' },
  { code: 131009, class: 'permanent', scope: 'message', meaning: 'parameter value invalid' },
  { code: 131016, class: 'transient', scope: 'message', retry_after_s: 5, meaning: 'service unavailable' },
  { code: 131021, class: 'permanent', scope: 'message', meaning: 'sender is recipient' },
  { code: 131051, class: 'permanent', scope: 'message', meaning: 'unsupported message type' },
  { code: 131055, class: 'permanent', scope: 'message', meaning: 'method not allowed' },
  { code: 131060, class: 'permanent', scope: 'message', meaning: 'undocumented' },
  { code: 131061, class: 'permanent', scope: 'message', meaning: 'undocumented' },
  { code: 131062, class: 'permanent', scope: 'message', meaning: 'needs a phone, not a BSUID' },
  { code: 131063, class: 'permanent', scope: 'message', meaning: 'WABA sends marketing by the MM API only' },
  {
    code: 135000,
    class: 'transient',
    scope: 'message',
    retry_after_s: 5,
    max_attempts: 2,
    meaning: 'generic',
  },
  { code: 136025, class: 'permanent', scope: 'message', meaning: 'not found' },
  { code: 137000, class: 'permanent', scope: 'message', meaning: 'identity hash mismatch' },

  // Recipient
  { code: 130403, class: 'recipient', scope: 'recipient', meaning: 'blocked by the business' },
  { code: 130472, class: 'permanent', scope: 'message', meaning: 'recipient in an experiment (marketing)' },
  { code: 131026, class: 'recipient', scope: 'recipient', meaning: 'undeliverable' },
  { code: 131030, class: 'permanent', scope: 'message', meaning: 'not in the allow list of a test number' },
  { code: 131047, class: 'delay', scope: 'message', max_attempts: 1, meaning: 'outside the 24 h window' },
  {
    code: 131049,
    class: 'delay',
    scope: 'recipient',
    retry_after_s: 86_400,
    max_attempts: 2,
    meaning: 'marketing cap of the recipient',
  },
  { code: 131050, class: 'recipient', scope: 'recipient', meaning: 'recipient stopped marketing' },

  // Media
  { code: 131014, class: 'permanent', scope: 'message', meaning: 'media link cannot be fetched' },
  { code: 131052, class: 'permanent', scope: 'message', meaning: 'inbound media cannot be downloaded' },
  { code: 131053, class: 'permanent', scope: 'message', meaning: 'media upload failed' },

  // Templates and Flows
  { code: 132000, class: 'permanent', scope: 'message', meaning: 'parameter count' },
  { code: 132001, class: 'permanent', scope: 'template', meaning: 'template missing or not approved' },
  { code: 132005, class: 'permanent', scope: 'message', meaning: 'text too long once filled in' },
  { code: 132007, class: 'permanent', scope: 'template', meaning: 'template violates policy' },
  { code: 132008, class: 'permanent', scope: 'message', meaning: 'parameter format' },
  { code: 132012, class: 'permanent', scope: 'message', meaning: 'parameter format' },
  { code: 132015, class: 'delay', scope: 'template', max_attempts: 1, meaning: 'template paused' },
  { code: 132016, class: 'permanent', scope: 'template', meaning: 'template disabled' },
  { code: 132018, class: 'permanent', scope: 'message', meaning: 'parameter validation' },
  { code: 132068, class: 'permanent', scope: 'template', meaning: 'Flow blocked' },
  { code: 132069, class: 'delay', scope: 'template', retry_after_s: 3600, meaning: 'Flow throttled' },
  { code: 134100, class: 'permanent', scope: 'message', meaning: 'MM API takes marketing only' },
  { code: 134101, class: 'transient', scope: 'template', retry_after_s: 600, meaning: 'template syncing' },
  { code: 134102, class: 'permanent', scope: 'template', meaning: 'template unavailable for the MM API' },
  { code: 134103, class: 'permanent', scope: 'message', meaning: 'undocumented' },
  { code: 1752041, class: 'permanent', scope: 'waba', meaning: 'duplicate onboarding request' },
  { code: 2388019, class: 'permanent', scope: 'template', meaning: 'too many templates' },
  { code: 2388039, class: 'permanent', scope: 'template', meaning: 'template locked' },
  { code: 2388040, class: 'permanent', scope: 'template', meaning: 'template text too long' },
  { code: 2388047, class: 'permanent', scope: 'template', meaning: 'header format' },
  { code: 2388072, class: 'permanent', scope: 'template', meaning: 'body format' },
  { code: 2388073, class: 'permanent', scope: 'template', meaning: 'footer format' },
  { code: 2388293, class: 'permanent', scope: 'template', meaning: 'too many parameters for the length' },
  { code: 2388299, class: 'permanent', scope: 'template', meaning: 'leading or trailing parameter' },

  // Registration and migration of numbers
  { code: 133000, class: 'account', scope: 'number', meaning: 'earlier deregistration failed' },
  { code: 133004, class: 'transient', scope: 'message', retry_after_s: 5, meaning: 'server unavailable' },
  { code: 133005, class: 'account', scope: 'number', meaning: 'wrong PIN' },
  { code: 133006, class: 'account', scope: 'number', meaning: 'number not verified' },
  { code: 133008, class: 'delay', scope: 'number', retry_after_s: 3600, meaning: 'too many PIN guesses' },
  { code: 133009, class: 'delay', scope: 'number', retry_after_s: 60, meaning: 'PIN guessed too fast' },
  { code: 133010, class: 'account', scope: 'number', meaning: 'number not registered' },
  { code: 133015, class: 'delay', scope: 'number', retry_after_s: 300, meaning: 'number deleted recently' },
  {
    code: 133016,
    class: 'delay',
    scope: 'number',
    retry_after_s: 259_200,
    meaning: 'too many registrations',
  },
  { code: 2388012, class: 'account', scope: 'number', meaning: 'number migration' },
  { code: 2388091, class: 'account', scope: 'number', meaning: 'number migration' },
  { code: 2388093, class: 'account', scope: 'number', meaning: 'number migration' },
  { code: 2388103, class: 'account', scope: 'number', meaning: 'number migration' },
  { code: 2494100, class: 'account', scope: 'number', meaning: 'number migration' },
  { code: 2593107, class: 'account', scope: 'number', meaning: 'coexistence sync already called' },
  { code: 2593108, class: 'account', scope: 'number', meaning: 'coexistence sync too late' },

  // Groups, calls, blocking
  { code: 131020, class: 'permanent', scope: 'message', meaning: 'groups' },
  { code: 131041, class: 'permanent', scope: 'message', meaning: 'groups' },
  { code: 131059, class: 'permanent', scope: 'message', meaning: 'groups' },
  { code: 131208, class: 'transient', scope: 'number', retry_after_s: 60, meaning: 'group rate' },
  { code: 138009, class: 'delay', scope: 'pair', retry_after_s: 3600, meaning: 'call limit' },
  { code: 138012, class: 'delay', scope: 'pair', retry_after_s: 3600, meaning: 'call limit' },
  { code: 138013, class: 'transient', scope: 'number', retry_after_s: 60, meaning: 'calls-permission rate' },
  { code: 139102, class: 'transient', scope: 'number', retry_after_s: 5, meaning: 'concurrent block update' },
  {
    code: 139103,
    class: 'transient',
    scope: 'number',
    retry_after_s: 5,
    meaning: 'block API internal error',
  },
];

/** Families of codes; a rule of its own wins. */
export const errorRanges: readonly ErrorRange[] = [
  { from: 200, to: 299, class: 'account', scope: 'number', meaning: 'permission not granted or removed' },
  { from: 131201, to: 131215, class: 'permanent', scope: 'message', meaning: 'groups' },
  { from: 138000, to: 138018, class: 'permanent', scope: 'message', meaning: 'calls' },
  { from: 139000, to: 139004, class: 'permanent', scope: 'message', meaning: 'Flow management' },
  { from: 139100, to: 139101, class: 'permanent', scope: 'message', meaning: 'block list' },
  { from: 147001, to: 147005, class: 'permanent', scope: 'number', meaning: 'business username' },
  { from: 200_005, to: 200_007, class: 'permanent', scope: 'waba', meaning: 'template insights' },
  { from: 2_494_164, to: 2_494_179, class: 'permanent', scope: 'waba', meaning: 'In-App Signup' },
];
