export { KeyHint } from './KeyHint';
export { useShortcuts, type Shortcuts } from './useShortcuts';
