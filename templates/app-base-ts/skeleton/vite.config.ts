import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ command }) => ({
  // Tests need none of it: they import plain modules, or start what was built.
  plugins: process.env.VITEST ? [] : [reactRouter()],
  // The build is complete in itself, so the image needs no node_modules.
  ssr: command === 'build' ? { noExternal: true } : {},
  environments: {
    ssr: { build: { rollupOptions: { input: 'server/main.ts' } } },
  },
  test: { testTimeout: 20_000 },
}));
