import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  server: {
    // As the Ingress does it: one origin, and the backend answers what is below /api.
    proxy: { '/api': 'http://localhost:8080' },
  },
  build: { sourcemap: true },
  test: { environment: 'jsdom', restoreMocks: true, unstubGlobals: true },
});
