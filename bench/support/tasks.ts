import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const MAIN_THREAD = 'CrRendererMain';
const TASK = 'ThreadControllerImpl::RunTask';

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds on the clock, and of them those that the thread had a processor. */
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.object({ name: z.unknown() }).partial().optional(),
    }),
  ),
});

/** What a page's main thread did; processor time is what other processes on the machine do not stretch. */
export interface MainThread {
  /** The longest task, on the clock. */
  longestMs: number;
  /** The longest task, in processor time. */
  longestCpuMs: number;
  /** All tasks, in processor time. */
  cpuMs: number;
}

/** Records the main thread of a page while `work` runs. */
export async function recordTasks(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<MainThread> {
  await browser.startTracing(page, {
    categories: ['toplevel', '__metadata'],
  });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()));
  const mains = new Set(
    traceEvents
      .filter(one => one.name === 'thread_name')
      .filter(one => one.args?.name === MAIN_THREAD)
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const clock: number[] = [];
  const cpu: number[] = [];
  for (const { name, pid, tid, dur = 0, tdur } of traceEvents) {
    if (name === TASK && tdur !== undefined && mains.has(`${pid}/${tid}`)) {
      clock.push(dur / 1000);
      cpu.push(tdur / 1000);
    }
  }
  if (cpu.length === 0) {
    throw new Error(
      'The browser recorded no task of the page; use Chromium 120 or newer',
    );
  }
  return {
    longestMs: longest(clock),
    longestCpuMs: longest(cpu),
    cpuMs: cpu.reduce((sum, one) => sum + one, 0),
  };
}

function longest(times: readonly number[]): number {
  return times.reduce((most, one) => Math.max(most, one), 0);
}
