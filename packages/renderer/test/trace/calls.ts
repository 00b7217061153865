/** What makes a ring, through which the kernel would do the same past a trace; so it fails. */
export const REFUSED = 'io_uring_setup';

/** Classes and names of what is traced. */
export const TRACED = `%network,%process,%file,${REFUSED},io_uring_enter`;

/** A system call as strace writes it down. */
export interface Call {
  readonly name: string;
  readonly line: string;
}

/** What a process did before its marks, and between them. */
export interface Trace {
  /** Node.js and the first worker start. */
  readonly starting: readonly Call[];
  /** The renderer works. */
  readonly working: readonly Call[];
}

/** Calls that end a thread, or the process; what a process ended would not come to its last mark. */
const ENDS = new Set(['exit', 'exit_group']);
/** Calls that start something; with a flag they start no more than a thread. */
const STARTS = new Set(['clone', 'clone3']);
/** Calls that look at files. */
const LOOKS = new Set([
  ...['access', 'faccessat', 'faccessat2', 'getcwd', 'lstat', 'newfstatat'],
  ...['open', 'openat', 'readlink', 'readlinkat', 'stat', 'statx'],
]);
const WRITES = /O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)/;

/**
 * Reads what strace wrote of all threads.
 *
 * @throws when a mark is not there, for then nothing is proven
 */
export function readTrace(text: string): Trace {
  const calls = text.split('\n').flatMap((line): Call[] => {
    // The second half of a call, signals and ends of threads have no such beginning.
    const name = /^\d+ +([a-z0-9_]+)\(/.exec(line)?.[1];
    return name ? [{ name, line }] : [];
  });
  const mark = (moment: string) => {
    const at = calls.findIndex(({ line }) =>
      line.includes(`"/slipway-trace/${moment}"`),
    );
    if (at < 0) throw new Error(`The trace lacks the mark "${moment}"`);
    return at;
  };
  return {
    starting: calls.slice(0, mark('begin')),
    working: calls.slice(mark('begin') + 1, mark('end')),
  };
}

/**
 * The calls that the renderer must not make: all but those that start or end a thread, and those that
 * read what was read before. A worker that broke is replaced, by the same files and another thread.
 */
export function violationsOf({ starting, working }: Trace): Call[] {
  const known = new Set(starting.flatMap(call => pathOf(call) ?? []));
  return working.filter(call => {
    if (isThread(call) || isRefused(call)) return false;
    const path = pathOf(call);
    const looks = LOOKS.has(call.name) && !WRITES.test(call.line);
    return !(looks && path !== undefined && known.has(path));
  });
}

/** How often each call was made. */
export function countsOf(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (
    [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
  );
}

function isThread({ name, line }: Call): boolean {
  return ENDS.has(name) || (STARTS.has(name) && line.includes('CLONE_THREAD'));
}

function isRefused({ name, line }: Call): boolean {
  return name === REFUSED && line.endsWith('(INJECTED)');
}

function pathOf({ line }: Call): string | undefined {
  return /"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
}
