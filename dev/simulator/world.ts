import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createLedger, type Ledger } from './ledger.ts';
import { createPaceMeter, createSlidingSecond, type PaceMeter, type SlidingSecond } from './limits.ts';
import {
  shapeOf,
  type TemplateComponents,
  type TemplateShape,
  templateComponentsSchema,
} from './template-shape.ts';

/** A template of a WABA with the shape its sends are checked against. */
export interface Template {
  id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  rejected_reason: string;
  parameter_format: string;
  components: TemplateComponents;
  shape: TemplateShape;
  waba: Waba;
}

export interface PhoneNumber {
  /** Position in `World.numbers`: what the send log keeps instead of the id. */
  index: number;
  id: string;
  display: string;
  digits: string;
  verifiedName: string;
  mps: number;
  second: SlidingSecond;
  pace: PaceMeter;
  registered: boolean;
  pin: string | undefined;
  waba: Waba;
  ledger: Ledger;
}

export interface Waba {
  id: string;
  name: string;
  numbers: PhoneNumber[];
  /** By name, then by language: what a send looks up. */
  templates: Map<string, Map<string, Template>>;
  isSubscribed: boolean;
  /** As set by POST subscribed_apps. Echoed only: the simulator has one webhook target. */
  overrideUri: string | undefined;
}

export const templateInputSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2),
  category: z.string().transform((category) => category.toUpperCase()),
  parameter_format: z.string().optional(),
  components: templateComponentsSchema.default([]),
  status: z.string().optional(),
});
export type TemplateInput = z.infer<typeof templateInputSchema>;

const id = z.union([z.string().regex(/^\d+$/), z.number().int().transform(String)]);

export const provisionSchema = z.strictObject({
  wabas: z.array(
    z.strictObject({
      waba_id: id,
      name: z.string().optional(),
      access_token: z.string().min(1).optional(),
      /** Code that GET /oauth/access_token exchanges for the token; `code-<waba_id>` works too. */
      signup_code: z.string().optional(),
      phone_numbers: z
        .array(
          z.strictObject({
            phone_number_id: id,
            display_phone_number: z.string(),
            verified_name: z.string().optional(),
            throughput_mps: z.number().int().min(1).max(1_000_000).optional(),
            registered: z.boolean().optional(),
          }),
        )
        .default([]),
      templates: z.array(templateInputSchema).default([]),
    }),
  ),
});
export type Provision = z.input<typeof provisionSchema>;

/** What exists at "Meta": WABAs, numbers, tokens and templates. */
export interface World {
  numbers: PhoneNumber[];
  numbersById: Map<string, PhoneNumber>;
  wabas: Map<string, Waba>;
  templatesById: Map<string, Template>;
  /** Access token → the WABAs it may use. */
  tokens: Map<string, Set<Waba>>;
  /** Embedded Signup code → access token. */
  codes: Map<string, string>;
  /** Creates or updates; calling it twice with the same input changes nothing. */
  provision(input: z.infer<typeof provisionSchema>): { waba_id: string; access_token: string }[];
  putTemplate(waba: Waba, input: TemplateInput, status: string): Template;
  removeTemplate(template: Template): void;
  clearLedgers(): void;
  clear(): void;
}

const DEFAULT_MPS = 80;

/** Makes an empty world. */
export function createWorld(): World {
  const numbers: PhoneNumber[] = [];
  const numbersById = new Map<string, PhoneNumber>();
  const wabas = new Map<string, Waba>();
  const templatesById = new Map<string, Template>();
  const tokens = new Map<string, Set<Waba>>();
  const codes = new Map<string, string>();
  let nextTemplateId = 1_200_000_000_000_000 + Math.floor(Math.random() * 1e14);

  function putTemplate(waba: Waba, input: TemplateInput, status: string): Template {
    const languages = waba.templates.get(input.name) ?? new Map<string, Template>();
    waba.templates.set(input.name, languages);
    const existing = languages.get(input.language);
    const template: Template = {
      id: existing?.id ?? String(nextTemplateId++),
      name: input.name,
      language: input.language,
      category: input.category,
      status,
      rejected_reason: 'NONE',
      parameter_format: (input.parameter_format ?? 'POSITIONAL').toUpperCase(),
      components: input.components,
      shape: shapeOf(input.components),
      waba,
    };
    languages.set(input.language, template);
    templatesById.set(template.id, template);
    return template;
  }

  function putNumber(
    waba: Waba,
    input: z.infer<typeof provisionSchema>['wabas'][number]['phone_numbers'][number],
  ) {
    const known = numbersById.get(input.phone_number_id);
    const mps = input.throughput_mps ?? known?.mps ?? DEFAULT_MPS;
    const number: PhoneNumber = known ?? {
      index: numbers.length,
      id: input.phone_number_id,
      display: '',
      digits: '',
      verifiedName: waba.name,
      mps,
      second: createSlidingSecond(mps),
      pace: createPaceMeter(),
      registered: true,
      pin: undefined,
      waba,
      ledger: createLedger(),
    };
    if (known === undefined) {
      numbers.push(number);
      numbersById.set(number.id, number);
    } else if (number.mps !== mps) {
      number.second = createSlidingSecond(mps);
    }
    number.mps = mps;
    number.display = input.display_phone_number;
    number.digits = input.display_phone_number.replace(/\D/g, '');
    if (input.verified_name !== undefined) number.verifiedName = input.verified_name;
    if (input.registered !== undefined) number.registered = input.registered;
    number.waba = waba;
    for (const other of wabas.values()) other.numbers = other.numbers.filter((one) => one !== number);
    waba.numbers.push(number);
  }

  return {
    numbers,
    numbersById,
    wabas,
    templatesById,
    tokens,
    codes,
    provision(input) {
      return input.wabas.map((one) => {
        const waba: Waba = wabas.get(one.waba_id) ?? {
          id: one.waba_id,
          name: one.name ?? `WABA ${one.waba_id}`,
          numbers: [],
          templates: new Map(),
          isSubscribed: true,
          overrideUri: undefined,
        };
        wabas.set(waba.id, waba);
        if (one.name !== undefined) waba.name = one.name;
        for (const number of one.phone_numbers) putNumber(waba, number);
        for (const template of one.templates) {
          putTemplate(waba, template, template.status?.toUpperCase() ?? 'APPROVED');
        }
        const code = `code-${waba.id}`;
        const token = one.access_token ?? codes.get(code) ?? `EAAG${randomBytes(24).toString('base64url')}`;
        tokens.set(token, (tokens.get(token) ?? new Set()).add(waba));
        codes.set(code, token);
        if (one.signup_code !== undefined) codes.set(one.signup_code, token);
        return { waba_id: waba.id, access_token: token };
      });
    },
    putTemplate,
    removeTemplate(template) {
      templatesById.delete(template.id);
      const languages = template.waba.templates.get(template.name);
      languages?.delete(template.language);
      if (languages?.size === 0) template.waba.templates.delete(template.name);
    },
    clearLedgers() {
      for (const number of numbers) {
        number.ledger = createLedger();
        number.second.clear();
        number.pace.clear();
      }
    },
    clear() {
      numbers.length = 0;
      for (const map of [numbersById, wabas, templatesById, tokens, codes]) map.clear();
    },
  };
}
