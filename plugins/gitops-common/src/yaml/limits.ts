/** Bounds on every YAML file that is read, because anyone who can push can write one. */
export const YAML_LIMITS = {
  /** Size of one file, in UTF-16 code units. */
  maxLength: 256 * 1024,
  /** Aliases that one file may resolve to; what stops an alias bomb. */
  maxAliasCount: 50,
  /** Nested collections. */
  maxDepth: 32,
} as const;
