{% if values.postgresql -%}
import type { ChatClient } from './api/chat';
{% endif -%}
import type { ApiClient } from './api/client';
{%- if values.postgresql %}
import { Chat } from './chat/Chat';
{%- endif %}
import type { Config } from './config';
import { Greeting } from './Greeting';
import { ServiceInfo } from './ServiceInfo';

interface AppProps {
  config: Config;
  api: ApiClient;
{%- if values.postgresql %}
  chat: ChatClient;
{%- endif %}
}

export function App({ config, api{% if values.postgresql %}, chat{% endif %} }: AppProps) {
  return (
    <main>
      <h1>${{ values.name }}</h1>
      <p>Environment: {config.environment}</p>
{%- if values.postgresql %}
      <Chat chat={chat} />
{%- endif %}
      <ServiceInfo api={api} />
      <Greeting api={api} />
    </main>
  );
}
