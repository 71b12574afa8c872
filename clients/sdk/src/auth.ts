import type { Session, User } from '@supabase/supabase-js';
import { fromAuth, WabaseError } from './errors.ts';
import type { Supabase } from './scope.ts';

/** Sign-up and sign-in with Supabase Auth. */
export interface Auth {
  /** Makes an account. Without e-mail confirmation the user is signed in afterwards. */
  signUp(email: string, password: string): Promise<{ user: User; session: Session | null }>;
  signIn(email: string, password: string): Promise<{ user: User; session: Session }>;
  /** Ends this session only; other devices stay signed in. */
  signOut(): Promise<void>;
}

/** @param external true when the caller brings the access tokens: then there is no session to work on */
export function createAuth(supabase: Supabase, external: boolean): Auth {
  const auth = () => {
    if (!external) return supabase.auth;
    throw new WabaseError({
      status: 0,
      code: '',
      slug: 'auth_external',
      message: 'This client was made with an accessToken callback, so it holds no session.',
      hint: 'Sign in where the tokens come from.',
    });
  };

  return {
    async signUp(email, password) {
      const { data, error } = await auth().signUp({ email, password });
      if (error !== null) throw fromAuth(error);
      if (data.user === null) throw fromAuth({ message: 'Auth made no user.', status: 500 });
      return { user: data.user, session: data.session };
    },
    async signIn(email, password) {
      const { data, error } = await auth().signInWithPassword({ email, password });
      if (error !== null) throw fromAuth(error);
      return { user: data.user, session: data.session };
    },
    async signOut() {
      const { error } = await auth().signOut({ scope: 'local' });
      if (error !== null) throw fromAuth(error);
    },
  };
}
