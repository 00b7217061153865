import { isDeepStrictEqual } from 'node:util';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';

/** The Applications of a cluster, as they were last told. */
export class ApplicationSet {
  #byKey = new Map<string, ObservedApplication>();
  readonly #byComponent = new Map<string, Map<string, ObservedApplication>>();
  #list: ObservedApplication[] | undefined;

  /** All of them. */
  get list(): ObservedApplication[] {
    this.#list ??= [...this.#byKey.values()];
    return this.#list;
  }

  /** Components that have one. */
  get components(): string[] {
    return [...this.#byComponent.keys()];
  }

  /** Those of one component. */
  of(component: string): ObservedApplication[] {
    return [...(this.#byComponent.get(component)?.values() ?? [])];
  }

  /** Takes all of them for what there is now. @returns the components that are not as they were */
  replace(next: ReadonlyMap<string, ObservedApplication>): Set<string> {
    const changed = new Set<string>();
    for (const key of [...this.#byKey.keys()]) {
      if (!next.has(key)) {
        this.set(key, undefined).forEach(one => changed.add(one));
      }
    }
    for (const [key, application] of next) {
      this.set(key, application).forEach(one => changed.add(one));
    }
    return changed;
  }

  /** Takes note of one, or that it went. @returns the components that are not as they were */
  set(key: string, next: ObservedApplication | undefined): Set<string> {
    const before = this.#byKey.get(key);
    if (isDeepStrictEqual(before, next)) {
      return new Set();
    }
    this.#list = undefined;
    if (before && before.component !== next?.component) {
      const group = this.#byComponent.get(before.component);
      group?.delete(key);
      if (group?.size === 0) {
        this.#byComponent.delete(before.component);
      }
    }
    if (next) {
      const group = this.#byComponent.get(next.component) ?? new Map();
      this.#byComponent.set(next.component, group.set(key, next));
      this.#byKey.set(key, next);
    } else {
      this.#byKey.delete(key);
    }
    return new Set(
      [before?.component, next?.component].filter(one => one !== undefined),
    );
  }
}
