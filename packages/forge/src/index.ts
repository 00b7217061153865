export { createForge, type Forge } from './createForge.ts';
export {
  parseConfig,
  type ForgeConfig,
  type ForgeConfigInput,
} from './config.ts';
export type { ForgeContext } from './context.ts';
