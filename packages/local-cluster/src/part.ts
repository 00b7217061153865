/** One process that the supervisor starts, watches, restarts with back-off and stops. */
export interface Part {
  /** Unique among all parts, such as `yc/kube-apiserver`. */
  name: string;
  command: string;
  args: readonly string[];
  /** Added to the supervisor's own environment. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Names of the parts that must be ready before this one starts. */
  after?: readonly string[];
  /** Writes the files the process needs. Idempotent; run before every start. */
  prepare?(): Promise<void>;
  /** One probe, true when the part serves. Never throws for a part that is only not up yet. */
  ready(signal: AbortSignal): Promise<boolean>;
  /** TCP ports on loopback that must be free before the first start. */
  ports?: readonly number[];
  user?: { uid: number; gid: number };
}
