import { UserIdentity } from '@backstage/core-components';
import {
  githubAuthApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';

/** What the sign-in page shows: it looks for a session before it asks for one. */
export type SignInState =
  | { status: 'looking' }
  | { status: 'signed-out'; error?: Error }
  | { status: 'signing-in' };

/**
 * Signs in through the forge's OAuth page in a pop-up, and reports the identity once.
 * A session that is still valid signs in without a question.
 */
export function useForgeSignIn(
  onSignInSuccess: (identityApi: IdentityApi) => void,
): { state: SignInState; signIn: () => Promise<void> } {
  const authApi = useApi(githubAuthApiRef);
  const [state, setState] = useState<SignInState>({ status: 'looking' });

  const attempt = useCallback(
    async (options: { optional: true } | { instantPopup: true }) => {
      try {
        const response = await authApi.getBackstageIdentity(options);
        if (!response) {
          setState({ status: 'signed-out' });
          return;
        }
        const profile = await authApi.getProfile();
        onSignInSuccess(
          UserIdentity.create({
            identity: response.identity,
            authApi,
            profile,
          }),
        );
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        // Closing the pop-up is a choice, not a failure.
        const closed = error.name === 'PopupRejectedError';
        setState({ status: 'signed-out', error: closed ? undefined : error });
      }
    },
    [authApi, onSignInSuccess],
  );

  useEffect(() => {
    attempt({ optional: true });
  }, [attempt]);

  const signIn = useCallback(async () => {
    setState({ status: 'signing-in' });
    await attempt({ instantPopup: true });
  }, [attempt]);

  return { state, signIn };
}
