import type { RenderErrorReason } from '../../RenderError';
import type { RenderRequest } from '../../types';

/** Something a repository could hold to harm who renders it. */
export interface HostileInput {
  readonly name: string;
  /** Made when it is used, for some are large. */
  files(): Record<string, string>;
  readonly request: RenderRequest;
  /** Why it is refused; some must do no harm and no more. */
  readonly expected: RenderErrorReason | 'rendered';
  /** Where the refusal says the reason stands. */
  readonly at?: { readonly file: string; readonly line?: number };
}

/** The directory that hostile kustomizations are in. */
export const OVERLAY = 'apps/shop/overlays/prod';

/** The file that hostile kustomizations are. */
export const KUSTOMIZATION = `${OVERLAY}/kustomization.yaml`;

/** An object that is as harmless as it is small. */
export const CONFIG_MAP =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: harmless }\n';

/** An input that is one kustomization, with other files beside it. */
export function kustomization(
  name: string,
  expected: HostileInput['expected'],
  text: string,
  others: Record<string, string> = {},
  at?: HostileInput['at'],
): HostileInput {
  return {
    name,
    expected,
    at,
    request: { style: 'kustomize', path: OVERLAY },
    files: () => ({
      [KUSTOMIZATION]: text,
      [`${OVERLAY}/map.yaml`]: CONFIG_MAP,
      ...others,
    }),
  };
}

/** An input that is a chart with one template, with other files in it. */
export function chart(
  name: string,
  expected: HostileInput['expected'],
  template: string,
  others: Record<string, string> = {},
  at?: HostileInput['at'],
): HostileInput {
  return {
    name,
    expected,
    at,
    request: {
      style: 'helm',
      chart: 'charts/app',
      release: 'shop',
      namespace: 'shop-prod',
      values: ['values.yaml'],
    },
    files: () => ({
      'values.yaml': 'text: plain\n',
      'charts/app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'charts/app/templates/a.yaml': template,
      ...others,
    }),
  };
}
