import type { ApiClient } from './api/client';
import type { Config } from './config';
import { Greeting } from './Greeting';
import { ServiceInfo } from './ServiceInfo';

export function App({ config, api }: { config: Config; api: ApiClient }) {
  return (
    <main>
      <h1>${{ values.name }}</h1>
      <p>Environment: {config.environment}</p>
      <ServiceInfo api={api} />
      <Greeting api={api} />
    </main>
  );
}
