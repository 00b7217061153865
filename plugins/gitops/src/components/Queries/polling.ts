/** How often a page that somebody looks at asks again, in milliseconds. */
export const POLL_MS = 5_000;

/** The same for summaries on the home page. */
export const SLOW_POLL_MS = 20_000;
