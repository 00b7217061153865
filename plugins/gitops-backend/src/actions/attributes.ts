/** Of actions that only look. */
export const READS = {
  readOnly: true,
  destructive: false,
  idempotent: true,
} as const;

/** Of actions that replace what runs; asking twice for the same is asking once. */
export const REPLACES = {
  readOnly: false,
  destructive: true,
  idempotent: true,
} as const;

/** Of actions that change what may happen, and nothing that runs. */
export const SETS = {
  readOnly: false,
  destructive: false,
  idempotent: true,
} as const;
