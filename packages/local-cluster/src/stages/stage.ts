/** The beginning of a document that tells kwok how an object gets from one state to the next. */
export function stageHead(name: string) {
  const apiVersion = 'kwok.x-k8s.io/v1alpha1';
  return { apiVersion, kind: 'Stage', metadata: { name } };
}
