/** Times of a filter; a time without a zone is UTC. */
export interface TimeFilter {
  after?: string;
  before?: string;
  within_days?: number;
  older_than_days?: number;
}

type Contains = { contains: string } | { exists: boolean };
type AnyOf = { in: string[] };

/** The comparisons of an attribute, by its type: see docs/guides/contacts.md. */
export type AttributeFilter =
  | { key: string; eq: string | number | boolean }
  | { key: string; in: string[] }
  | { key: string; contains: string }
  | { key: string; exists: boolean }
  | {
      key: string;
      lt?: number | string;
      lte?: number | string;
      gt?: number | string;
      gte?: number | string;
    };

/**
 * Whom a search, segment or audience means: an object with one key; `{}` is everybody. The database checks it and says with a
 * path what is wrong (`filter_invalid`).
 */
export type ContactFilter =
  | Record<string, never>
  | { and: ContactFilter[] }
  | { or: ContactFilter[] }
  | { not: ContactFilter }
  | { text: string }
  | { name: Contains }
  | { phone: Contains }
  | { username: Contains }
  | { label: AnyOf }
  | { group: AnyOf }
  | { segment: string }
  | { attribute: AttributeFilter }
  | {
      consent: {
        category: 'marketing' | 'utility' | 'service';
        state: 'opted_in' | 'opted_out' | 'unknown';
      };
    }
  | { last_inbound: TimeFilter | { exists: boolean } }
  | { created: TimeFilter }
  | { source: AnyOf }
  | { locale: AnyOf };
