/** A kind, beside pods and nodes, whose controller kwok plays. */
export interface PlayedKind {
  group: string;
  version: string;
  kind: string;
  /** The name of the kind in paths and rights. */
  resource: string;
}

const ingress = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  resource: 'ingresses',
};
const externalSecret = {
  group: 'external-secrets.io',
  version: 'v1',
  kind: 'ExternalSecret',
  resource: 'externalsecrets',
};
const certificate = {
  group: 'cert-manager.io',
  version: 'v1',
  kind: 'Certificate',
  resource: 'certificates',
};
const databaseCluster = {
  group: 'postgresql.cnpg.io',
  version: 'v1',
  kind: 'Cluster',
  resource: 'clusters',
};

/** The kinds by what they are to a service. */
export const played = { ingress, externalSecret, certificate, databaseCluster };

/** All of them. */
export const playedKinds: readonly PlayedKind[] = Object.values(played);
