import { defineConfig } from '@playwright/test';
import { browserLaunchOptions } from './support/browser.ts';

/** The story runs in order on one platform: each step needs what the one before it made. */
export default defineConfig({
  testDir: '.',
  outputDir: 'results/traces',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    [
      'json',
      { outputFile: process.env.SLIPWAY_E2E_REPORT ?? 'results/report.json' },
    ],
  ],
  use: {
    browserName: 'chromium',
    launchOptions: await browserLaunchOptions(),
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
