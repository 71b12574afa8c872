import type { ErrorClass } from '../../functions/whatsapp/errors.ts';

/**
 * What becomes of a message and of what stands around it:
 * fails: for good, nothing else happens.
 * retried: again after `wait` seconds and more each time (×4 for a pair, ×1 for a delay), `attempts` in all.
 * opted_out: fails, and the person gets no more marketing.
 * number_paused, waba_paused: the message waits; the number, or every number of the account, stops until a person resumes it.
 * number_rests, waba_rests: the message waits and loses no attempt; nothing is claimed for `wait` seconds, twice as long next time.
 * campaign_paused: fails (or waits `wait` seconds), and the campaigns of its template stop.
 * category_paused: the same, with the campaigns of all templates of its category and WhatsApp Business Account.
 */
export type Effect =
  | 'fails'
  | 'retried'
  | 'opted_out'
  | 'number_paused'
  | 'waba_paused'
  | 'number_rests'
  | 'waba_rests'
  | 'campaign_paused'
  | 'category_paused';

export interface Expected {
  code: number;
  class: ErrorClass;
  effect: Effect;
  wait?: number;
  attempts?: number;
}

const each = (codes: number[], rest: Omit<Expected, 'code'>): Expected[] =>
  codes.map((code) => ({ code, ...rest }));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Every code of Meta's error table and those seen in maintained SDKs, with what we do: written apart from the code. */
export const expectedEffects: Expected[] = [
  ...each([0, 3, 10, 33, 104, 190, 131005, 131037, 131045], { class: 'account', effect: 'number_paused' }),
  ...each(range(200, 299), { class: 'account', effect: 'number_paused' }),
  ...each([133000, 133005, 133006, 133010], { class: 'account', effect: 'number_paused' }),
  ...each([2388012, 2388091, 2388093, 2388103, 2494100, 2593107, 2593108], {
    class: 'account',
    effect: 'number_paused',
  }),
  ...each([368, 131031, 131042, 131044, 134011], { class: 'account', effect: 'waba_paused' }),

  ...each([130429], { class: 'transient', effect: 'number_rests', wait: 1 }),
  ...each([131057], { class: 'transient', effect: 'number_rests', wait: 120 }),
  ...each([4, 613, 131208, 138013], { class: 'transient', effect: 'number_rests', wait: 60 }),
  ...each([139102, 139103], { class: 'transient', effect: 'number_rests', wait: 5 }),
  ...each([131048, 133008], { class: 'delay', effect: 'number_rests', wait: 3600 }),
  ...each([133009], { class: 'delay', effect: 'number_rests', wait: 60 }),
  ...each([133015], { class: 'delay', effect: 'number_rests', wait: 300 }),
  ...each([133016], { class: 'delay', effect: 'number_rests', wait: 259_200 }),
  ...each([80007], { class: 'transient', effect: 'waba_rests', wait: 60 }),

  ...each([1, 131000], { class: 'transient', effect: 'retried', wait: 5, attempts: 3 }),
  ...each([135000], { class: 'transient', effect: 'retried', wait: 5, attempts: 2 }),
  ...each([2, 131016, 133004], { class: 'transient', effect: 'retried', wait: 5, attempts: 6 }),
  ...each([131056], { class: 'transient', effect: 'retried', wait: 6, attempts: 6 }),
  ...each([134101], { class: 'transient', effect: 'retried', wait: 600, attempts: 6 }),
  ...each([131049], { class: 'delay', effect: 'retried', wait: 86_400, attempts: 2 }),
  ...each([138009, 138012], { class: 'delay', effect: 'retried', wait: 3600, attempts: 3 }),

  ...each([132001, 132007, 132016, 132068, 134102], { class: 'permanent', effect: 'campaign_paused' }),
  ...each([2388019, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299], {
    class: 'permanent',
    effect: 'campaign_paused',
  }),
  ...each([132015], { class: 'delay', effect: 'campaign_paused' }),
  ...each([131064], { class: 'delay', effect: 'category_paused', wait: 86_400 }),
  ...each([132069], { class: 'delay', effect: 'campaign_paused', wait: 3600 }),

  ...each([131050], { class: 'recipient', effect: 'opted_out' }),
  ...each([130403, 131026], { class: 'recipient', effect: 'fails' }),
  ...each([131047], { class: 'delay', effect: 'fails' }),
  ...each([100, 130472, 130497, 131008, 131009, 131014, 131020, 131021, 131030], {
    class: 'permanent',
    effect: 'fails',
  }),
  ...each([131041, 131051, 131052, 131053, 131055, 131059, 131060, 131061, 131062, 131063], {
    class: 'permanent',
    effect: 'fails',
  }),
  ...each(
    range(131201, 131215).filter((code) => code !== 131208),
    { class: 'permanent', effect: 'fails' },
  ),
  ...each([132000, 132005, 132008, 132012, 132018, 134100, 134103, 136025, 137000], {
    class: 'permanent',
    effect: 'fails',
  }),
  ...each(
    range(138000, 138018).filter((code) => ![138009, 138012, 138013].includes(code)),
    { class: 'permanent', effect: 'fails' },
  ),
  ...each([...range(139000, 139004), 139100, 139101, ...range(147001, 147005)], {
    class: 'permanent',
    effect: 'fails',
  }),
  ...each([1752041, 200005, 200006, 200007, ...range(2494164, 2494179)], {
    class: 'permanent',
    effect: 'fails',
  }),
  // One that nobody knows: sending again without knowing why it failed is what Meta penalises.
  ...each([987_654], { class: 'permanent', effect: 'fails' }),
];
