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
  /** The session that this device keeps; null when nobody is signed in. */
  session(): Promise<Session | null>;
  /** Is told when somebody signs in or out, also in another tab. Returns what ends it. */
  onChange(listener: (session: Session | null) => void): () => void;
  /** Has a link sent that signs the person in at `returnTo`, where he chooses a new password. Unknown addresses look the same. */
  requestPasswordReset(email: string, returnTo: string): Promise<void>;
  changePassword(password: string): Promise<void>;
  /** Changes the name that the person goes by. */
  rename(name: string): Promise<User>;
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
    async session() {
      const { data, error } = await auth().getSession();
      if (error !== null) throw fromAuth(error);
      return data.session;
    },
    onChange(listener) {
      const { data } = auth().onAuthStateChange((_event, session) => listener(session));
      return () => data.subscription.unsubscribe();
    },
    async requestPasswordReset(email, returnTo) {
      const { error } = await auth().resetPasswordForEmail(email, { redirectTo: returnTo });
      if (error !== null) throw fromAuth(error);
    },
    async changePassword(password) {
      const { error } = await auth().updateUser({ password });
      if (error !== null) throw fromAuth(error);
    },
    async rename(name) {
      const { data, error } = await auth().updateUser({ data: { full_name: name } });
      if (error !== null) throw fromAuth(error);
      return data.user;
    },
  };
}
