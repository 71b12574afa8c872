import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Invitation = Tables<'invitations'>;

/** An invitation with its token, which is shown this once: give it to the person who was invited. */
export interface SentInvitation {
  invitation_id: string;
  email: string;
  expires_at: string;
  token: string;
}

export interface AcceptedInvitation {
  organization_id: string;
  member_id: string;
  role_key: string;
}

/** Seats that are offered to e-mail addresses. */
export interface Invitations {
  /** All of an organization, the newest first; needs `members.manage`, else empty. */
  list(organizationId: string): Promise<Invitation[]>;
  /**
   * Offers a seat for seven days; needs `members.manage` and every permission of the role.
   * @param seat.brandIds limits the seat to these brands; without it the seat has all of them
   * @throws WabaseError `permission_denied`, `role_beyond_own`, `role_unknown`, `brand_unknown`, `email_invalid`,
   * `already_member`, `invitation_exists`
   */
  send(seat: {
    organizationId: string;
    email: string;
    role: string;
    brandIds?: string[];
  }): Promise<SentInvitation>;
  /** A new token and seven more days; the old token is dead. @throws WabaseError `invitation_closed`, `role_beyond_own` */
  resend(invitationId: string): Promise<SentInvitation>;
  /** @throws WabaseError `invitation_closed` */
  revoke(invitationId: string): Promise<void>;
  /**
   * Takes the seat. The signed-in user's confirmed e-mail must be the one that was invited.
   * @throws WabaseError `invitation_unknown`, `invitation_for_other_email`, `invitation_expired`, `invitation_void`,
   * `already_member`
   */
  accept(token: string): Promise<AcceptedInvitation>;
}

export function createInvitations(supabase: Supabase): Invitations {
  return {
    list: (organizationId) =>
      rows(
        supabase
          .from('invitations')
          .select()
          .eq('organization_id', organizationId)
          .order('id', { ascending: false }),
      ),
    // The database documents these shapes; generated types know only that they are JSON.
    send: async ({ organizationId, email, role, brandIds }) =>
      (await rows(
        supabase.rpc('invite_member', {
          organization_id: organizationId,
          email,
          role_key: role,
          brand_ids: brandIds,
        }),
      )) as unknown as SentInvitation,
    resend: async (invitation_id) =>
      (await rows(supabase.rpc('resend_invitation', { invitation_id }))) as unknown as SentInvitation,
    async revoke(invitation_id) {
      await rows(supabase.rpc('revoke_invitation', { invitation_id }));
    },
    accept: async (token) =>
      (await rows(supabase.rpc('accept_invitation', { token }))) as unknown as AcceptedInvitation,
  };
}
