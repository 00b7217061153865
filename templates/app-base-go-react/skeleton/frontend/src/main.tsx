import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApiClient } from './api/client';
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
      <App config={config} api={createApiClient(config.apiBaseUrl)} />
    </StrictMode>,
  );
} catch (error) {
  root.render(<p role="alert">{error instanceof Error ? error.message : String(error)}</p>);
}
