import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { gitopsQueryClientApiRef } from '../../api';
import { useGitOpsSignals } from '../../signals';

/** Every extension of the plugin is its own tree; this gives them one shared cache, which signals keep fresh. */
export const Queries = ({ children }: PropsWithChildren) => {
  useGitOpsSignals();
  return (
    <QueryClientProvider client={useApi(gitopsQueryClientApiRef)}>
      {children}
    </QueryClientProvider>
  );
};
