/** A request that the Kubernetes API server refused. */
export class KubernetesError extends Error {
  /** HTTP status of the reply. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'KubernetesError';
    this.status = status;
  }
}
