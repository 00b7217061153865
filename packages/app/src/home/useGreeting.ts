import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The person's name once it is known, and the portal's before. */
export function useGreeting(): string {
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Slipway';
  const identityApi = useApi(identityApiRef);
  const [name, setName] = useState<string>();

  useEffect(() => {
    let current = true;
    identityApi.getProfileInfo().then(
      profile => current && setName(profile.displayName),
      // The name is decoration: without it the page is still whole.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [identityApi]);

  return name ? `Hello, ${name}` : title;
}
