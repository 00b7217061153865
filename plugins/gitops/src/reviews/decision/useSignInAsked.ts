import { oauthRequestApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/**
 * Whether the portal asks the person to sign in to the forge. Its question is a modal dialog, and two
 * of them at a time take the focus from each other, so that the keyboard reaches neither.
 */
export function useSignInAsked(): boolean {
  const requests = useApi(oauthRequestApiRef);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const subscription = requests
      .authRequest$()
      .subscribe(pending => setAsked(pending.length > 0));
    return () => subscription.unsubscribe();
  }, [requests]);
  return asked;
}
