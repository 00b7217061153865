import { flushCompileCache } from 'node:module';

const ONCE_STARTED_MS = 30_000;

// Loaded into a part beside its program. Node writes its compile cache when a process ends well, and a
// part that is killed does not: what it compiled for its start is kept once that start is over.
setTimeout(flushCompileCache, ONCE_STARTED_MS).unref();
