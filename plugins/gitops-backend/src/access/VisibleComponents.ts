import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** The components that somebody may know of: those whose entity the catalog shows them. */
export interface VisibleComponents {
  has(component: string): boolean;
  /** What the catalog says of a component; undefined if it is not visible. */
  get(component: string): VisibleComponent | undefined;
  /** All of them, in alphabetical order. */
  readonly names: readonly string[];
  /** Whether nothing is hidden, not even what neither Git nor the catalog has any more; for services alone. */
  readonly unlimited?: boolean;
}

/** What the catalog says of a component. */
export interface VisibleComponent {
  name: string;
  entityRef: string;
  /** Reference of the Group or User. */
  owner?: string;
  /** Reference of the System. */
  system?: string;
}

/** Tells which components somebody may know of. Nothing of any other leaves the plugin. */
export interface Visibility {
  /**
   * @param options.maxAgeMs - the catalog's answer may be this old; by default a minute
   * @throws `ServiceUnavailableError` if the catalog does not answer: then nothing is shown.
   */
  of(
    credentials: BackstageCredentials,
    options?: { maxAgeMs?: number },
  ): Promise<VisibleComponents>;
}
