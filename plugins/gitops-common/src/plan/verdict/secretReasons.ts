import { objectId } from '../objects/identity';
import { asText, isObject } from '../objects/json';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { apiGroup } from '../objects/identity';
import type { OverlayPlan, PlanReason } from '../plan';
import { listWords } from '../words';
import { PLAINTEXT_SECRET_RULE } from './policyReasons';

/**
 * Secrets that come into Git for everybody to read. The policies of a repository may say so as well; this holds
 * whatever they say, and is silent where they do.
 *
 * @param objectsOf - the rendered objects of an overlay after the change
 */
export function secretReasons(
  overlays: readonly OverlayPlan[],
  objectsOf: (path: string) => readonly KubernetesObject[],
): PlanReason[] {
  return overlays.flatMap(overlay => {
    const said = overlay.findings.some(
      ({ rule, effect }) => rule === PLAINTEXT_SECRET_RULE && effect === 'deny',
    );
    const changed = new Set(overlay.objects.map(({ id }) => id));
    const plain = said
      ? []
      : objectsOf(overlay.path).filter(
          object => isPlainSecret(object) && changed.has(objectId(object)),
        );
    return plain.length === 0
      ? []
      : [
          {
            level: 'refused' as const,
            kind: 'secret' as const,
            message: `puts ${listWords(plain.map(one => `Secret ${one.metadata.name}`))} of ${overlay.component} in ${overlay.environment} into Git for everybody to read`,
            fix: 'use an ExternalSecret or SOPS; and change the secret, which Git does not forget',
            overlay: overlay.path,
          },
        ];
  });
}

function isPlainSecret(object: KubernetesObject): boolean {
  return (
    object.kind === 'Secret' &&
    apiGroup(object) === '' &&
    [object.data, object.stringData].some(
      values =>
        isObject(values) &&
        Object.values(values).some(value => {
          const text = asText(value);
          return text !== '' && !text.startsWith('ENC[');
        }),
    )
  );
}
