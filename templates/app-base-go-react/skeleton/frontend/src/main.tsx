import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
{% if values.postgresql -%}
import { createChatClient } from './api/chat';
{% endif -%}
import { createApiClient } from './api/client';
import { reasonOf } from './api/request';
import { App } from './App';
import { loadConfig } from './config';
import './styles.css';

const element = document.getElementById('root');
if (!element) {
  throw new Error('index.html has no element "root"');
}
const root = createRoot(element);

try {
  const config = await loadConfig();
  root.render(
    <StrictMode>
{%- if values.postgresql %}
      <App
        config={config}
        api={createApiClient(config.apiBaseUrl)}
        chat={createChatClient(config.apiBaseUrl)}
      />
{%- else %}
      <App config={config} api={createApiClient(config.apiBaseUrl)} />
{%- endif %}
    </StrictMode>,
  );
} catch (error) {
  root.render(<p role="alert">{reasonOf(error)}</p>);
}
