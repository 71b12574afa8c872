import { userIdOf } from './identity.ts';

/** A simulated person who has written to one of the numbers. */
export interface Customer {
  /** Phone digits when known, else the BSUID: the customer's key in chats and windows. */
  key: string;
  phone?: string;
  user_id: string;
  name: string;
  username?: string;
  /** Last message time (Unix seconds) by phone number id: it opens the 24 h service window. */
  lastMessageAt: Map<string, number>;
  /** True after "stop" of the native marketing preference. */
  marketingStopped: boolean;
}

export interface CustomerDescription {
  phone?: string | undefined;
  user_id?: string | undefined;
  name?: string | undefined;
  username?: string | undefined;
}

export interface Customers {
  /** Finds or creates the person; new facts (a name, the other id) are added. */
  resolve(description: CustomerDescription): Customer;
  byPhone(digits: string): Customer | undefined;
  byUserId(userId: string): Customer | undefined;
  clear(): void;
}

const LIMIT = 50_000;
const WINDOW_SECONDS = 24 * 3600;

/** Keeps the people who wrote; the oldest is forgotten when there are too many. */
export function createCustomers(): Customers {
  const phones = new Map<string, Customer>();
  const userIds = new Map<string, Customer>();

  function forgetOldest(): void {
    const oldest = userIds.values().next().value;
    if (oldest === undefined) return;
    userIds.delete(oldest.user_id);
    if (oldest.phone !== undefined) phones.delete(oldest.phone);
  }

  return {
    resolve({ phone, user_id, name, username }) {
      let customer =
        (user_id === undefined ? undefined : userIds.get(user_id)) ??
        (phone === undefined ? undefined : phones.get(phone));
      if (customer === undefined) {
        const id = user_id ?? userIdOf(phone ?? '');
        customer = {
          key: phone ?? id,
          user_id: id,
          name: name ?? username ?? phone ?? id,
          lastMessageAt: new Map(),
          marketingStopped: false,
        };
        if (userIds.size >= LIMIT) forgetOldest();
      }
      if (name !== undefined) customer.name = name;
      if (username !== undefined) customer.username = username;
      if (phone !== undefined) {
        customer.phone = phone;
        phones.set(phone, customer);
      }
      if (user_id !== undefined && user_id !== customer.user_id) {
        userIds.delete(customer.user_id);
        customer.user_id = user_id;
      }
      userIds.set(customer.user_id, customer);
      return customer;
    },
    byPhone: (digits) => phones.get(digits),
    byUserId: (userId) => userIds.get(userId),
    clear() {
      phones.clear();
      userIds.clear();
    },
  };
}

/** True when free-form messages may be sent: the customer wrote to this number within 24 hours (facts §1.8). */
export function isWindowOpen(customer: Customer | undefined, numberId: string, nowSeconds: number): boolean {
  const last = customer?.lastMessageAt.get(numberId);
  return last !== undefined && nowSeconds - last < WINDOW_SECONDS;
}
