import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

const { BACKEND_PORT = '8080' } = loadEnv('', '.', 'BACKEND_');

export default defineConfig({
  plugins: [react()],
  server: {
    // As the Ingress does it: one origin, and the backend answers what is below /api.
    proxy: { '/api': `http://localhost:${BACKEND_PORT}` },
  },
  build: { sourcemap: true },
  test: { environment: 'jsdom', restoreMocks: true, unstubGlobals: true },
});
