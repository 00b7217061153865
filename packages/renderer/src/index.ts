/**
 * Kustomize, Helm templates and Rego policies in WebAssembly, with a pool of workers.
 *
 * @packageDocumentation
 */

export { createRenderer } from './createRenderer';
export {
  RenderError,
  type RenderErrorPlace,
  type RenderErrorReason,
} from './RenderError';
export { TreeIndex } from './tree/TreeIndex';
export type {
  CallOptions,
  FileTree,
  JsonObject,
  JsonValue,
  KubernetesObject,
  PolicyRequest,
  RenderCache,
  Renderer,
  RendererOptions,
  RenderRequest,
  RenderedManifests,
  TreeFile,
} from './types';
