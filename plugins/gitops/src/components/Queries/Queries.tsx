import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { gitopsQueryClientApiRef } from '../../api';

/** Every extension of the plugin is its own tree; this gives them one shared cache. */
export const Queries = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={useApi(gitopsQueryClientApiRef)}>
    {children}
  </QueryClientProvider>
);
