import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeReports, reportSchema, type Report } from './report.ts';

/**
 * The file that this process reports to.
 *
 * @param target - a file ending in `.json`, added to from run to run, or a directory that
 *   holds one file a process, so that several can report at the same time
 */
export function reportFile(target: string): string {
  return target.endsWith('.json')
    ? target
    : path.join(target, `contract-${randomUUID()}.json`);
}

/**
 * Reads a report.
 *
 * @returns undefined when there is no such file
 * @throws Error naming the file when it holds something else
 */
export async function readReport(file: string): Promise<Report | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is not a contract report; delete it`, { cause });
  }
}

/** Writes a report so that a reader sees the old one or the new one, never half of it. */
export async function writeReport(file: string, report: Report): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(report, null, 2)}\n`);
  await rename(draft, file);
}

/** Adds up every report of a directory, or reads the one file. */
export async function readReports(target: string): Promise<Report> {
  if (target.endsWith('.json')) {
    return mergeReports([(await readReport(target)) ?? mergeReports([])]);
  }
  const names = (await readdir(target)).filter(name => name.endsWith('.json'));
  const reports = await Promise.all(
    names.map(name => readReport(path.join(target, name))),
  );
  return mergeReports(reports.filter(report => report !== undefined));
}
