import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import {
  availabilitySchema,
  componentDeliverySchema,
  environmentsResponseSchema,
  type Availability,
  type ComponentDelivery,
  type EnvironmentsResponse,
} from '@slipway/plugin-gitops-common';

const TIMEOUT_MS = 20_000;

/** Asks the gitops plugin what the form asks it, with the rights of the person. */
export class GitOpsClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** Whether a component can be created under a name by an owner. */
  async getAvailability(
    component: string,
    ownerRef: string,
    credentials: BackstageCredentials,
  ): Promise<Availability> {
    const path = `/components/${encodeURIComponent(component)}/availability`;
    const query = new URLSearchParams({ owner: ownerRef });
    return availabilitySchema.parse(
      await this.#get(`${path}?${query}`, credentials),
    );
  }

  /** Environments in order of promotion, with their clusters. */
  async getEnvironments(
    credentials: BackstageCredentials,
  ): Promise<EnvironmentsResponse> {
    return environmentsResponseSchema.parse(
      await this.#get('/environments', credentials),
    );
  }

  /** What clusters have of a component. */
  async getDelivery(
    component: string,
    credentials: BackstageCredentials,
  ): Promise<ComponentDelivery> {
    const path = `/components/${encodeURIComponent(component)}/delivery`;
    return componentDeliverySchema.parse(await this.#get(path, credentials));
  }

  async #get(
    path: string,
    credentials: BackstageCredentials,
  ): Promise<unknown> {
    const baseUrl = await this.#discovery.getBaseUrl('gitops');
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'gitops',
    });
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        `The gitops plugin does not answer at ${path}; nothing was created, try again in a minute`,
        error,
      );
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
