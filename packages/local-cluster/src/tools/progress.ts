/** One step in getting the tools. */
export interface ToolsProgress {
  /**
   * - `waiting`: another process is building the same tools
   * - `downloading`: Go fetches modules
   * - `compiling`: `tool` names what is being compiled
   * - `compiled`: `tool` is finished
   * - `ready`: all tools are there
   */
  state: 'waiting' | 'downloading' | 'compiling' | 'compiled' | 'ready';
  tool?: string;
  elapsedMs: number;
  /** The event as one line for people. */
  message: string;
}

/** An event with its line for people. */
export function describeProgress(
  state: ToolsProgress['state'],
  tool: string | undefined,
  elapsedMs: number,
): ToolsProgress {
  const messages = {
    waiting: 'waiting for another process that compiles the same tools',
    downloading: 'downloading Go modules',
    compiling: `compiling ${tool}`,
    compiled: `${tool} is compiled`,
    ready: 'all tools are there',
  };
  return { state, tool, elapsedMs, message: messages[state] };
}
