/**
 * How fast the review of a pull request with a plan of 20,000 lines opens and scrolls:
 * `./slipway bench review-page [--runs N] [--json]`.
 *
 * The pages are the built ones, in a real browser; a small server on loopback answers for the
 * backend, so that nothing but the pages is measured. Opening is judged by the clock. The longest of
 * thousands of tasks is judged by its processor time: the one that another process interrupts is
 * the longest on the clock, and says nothing about the page.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Locator, type Page } from '@playwright/test';
import { browserLaunchOptions } from '../e2e/support/browser.ts';
import { buildApp } from '../packages/cli/src/stack/app-build.ts';
import { locateWorkspace } from '../packages/cli/src/workspace.ts';
import { servePages } from './support/pages.ts';
import { median, report, timed } from './support/report.ts';
import { recordTasks, type MainThread } from './support/tasks.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});

const WHEEL_PX = 1_000;
const viewport = { width: 1440, height: 900 };

const workspace = locateWorkspace();
process.stderr.write('Building the pages, unless they are built\n');
await buildApp(
  workspace,
  join(workspace.logsDir, 'app-build.log'),
  new AbortController().signal,
);
const pages = await servePages(join(workspace.root, 'packages/app/dist'));
const browser = await chromium.launch(await browserLaunchOptions());
try {
  const opened: number[] = [];
  const opening: MainThread[] = [];
  const scrolling: MainThread[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await openQueue(page);
    opening.push(
      await recordTasks(browser, page, async () => {
        opened.push(await openReview(page));
      }),
    );
    await openDiffs(page);
    scrolling.push(await recordTasks(browser, page, () => scrollThrough(page)));
    await context.close();
  }
  const medianOf = (runs: readonly MainThread[], figure: keyof MainThread) =>
    median(runs.map(run => run[figure]));
  const plan = `${pages.lines} lines`;
  report(
    [
      {
        name: `From the queue to the verdict on ${plan} (${medianOf(opening, 'cpuMs').toFixed(0)} ms of processor)`,
        value: median(opened),
        unit: 's',
        goal: 1,
      },
      {
        name: `Longest task while scrolling ${plan} (${medianOf(scrolling, 'longestMs').toFixed(0)} ms on the clock)`,
        value: medianOf(scrolling, 'longestCpuMs'),
        unit: 'ms',
        goal: 50,
      },
    ],
    values.json,
  );
} finally {
  await browser.close();
  await pages.stop();
}

function reviewLink(page: Page): Locator {
  return page.getByRole('link', { name: 'Release everything' });
}

async function openQueue(page: Page): Promise<void> {
  await page.goto(`${pages.url}/gitops?view=all`);
  await reviewLink(page).click({ trial: true });
}

/** Seconds from the click in the queue until the verdict can be read. */
async function openReview(page: Page): Promise<number> {
  const [seconds] = await timed(async () => {
    await reviewLink(page).click();
    await page.getByText('Merging does this').waitFor();
  });
  return seconds;
}

async function openDiffs(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.locator('[data-row=diff]').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** To the end of the page, by wheel and by Page Down in turns, a step in a frame at most. */
async function scrollThrough(page: Page): Promise<void> {
  for (let step = 0; !(await atEnd(page)); step++) {
    await (step % 2
      ? page.keyboard.press('PageDown')
      : page.mouse.wheel(0, WHEEL_PX));
  }
}

/** Whether the page shows its end, asked once in a frame. */
function atEnd(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>(resolve => {
        requestAnimationFrame(() => {
          const { scrollHeight } = document.documentElement;
          resolve(window.scrollY + window.innerHeight >= scrollHeight - 1);
        });
      }),
  );
}
