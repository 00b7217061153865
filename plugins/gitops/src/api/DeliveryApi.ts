import {
  argoApplicationsResponseSchema,
  availabilitySchema,
  boardResponseSchema,
  cellDetailSchema,
  componentDeliverySchema,
  environmentsResponseSchema,
  type ArgoApplicationsResponse,
  type Availability,
  type BoardQuery,
  type BoardResponse,
  type CellDetail,
  type ComponentDelivery,
  type EnvironmentsResponse,
} from '@slipway/plugin-gitops-common';
import {
  addressOf,
  type QueryOf,
  type RequestOptions,
  type Requests,
} from './Requests';

/** What runs where. */
export interface DeliveryApi {
  /** What runs where, and the open pull requests, of one component. */
  getDelivery(
    component: string,
    options?: RequestOptions,
  ): Promise<ComponentDelivery>;

  /** The Applications of a component in Argo CD's own shape, for cards that were made for Argo CD. */
  getArgoApplications(
    component: string,
    options?: RequestOptions,
  ): Promise<ArgoApplicationsResponse>;

  /** Everything behind one cell of the grid. */
  getCell(
    component: string,
    environment: string,
    cluster: string,
    options?: RequestOptions,
  ): Promise<CellDetail>;

  /** Every component in every environment, as far as the reader sees them. */
  getBoard(
    query?: QueryOf<BoardQuery>,
    options?: RequestOptions,
  ): Promise<BoardResponse>;

  /** Environments in order of promotion, and their clusters. */
  getEnvironments(options?: RequestOptions): Promise<EnvironmentsResponse>;

  /** Whether a new component can have a name, and what stands in its way. */
  getAvailability(
    component: string,
    query?: { owner?: string },
    options?: RequestOptions,
  ): Promise<Availability>;
}

/** {@link DeliveryApi} over HTTP. */
export function deliveryClient(requests: Requests): DeliveryApi {
  return {
    getDelivery: async (component, options) =>
      requests.read(
        addressOf(['components', component, 'delivery']),
        componentDeliverySchema,
        options,
      ),
    getArgoApplications: async (component, options) =>
      requests.read(
        addressOf(['components', component, 'applications']),
        argoApplicationsResponseSchema,
        options,
      ),
    getCell: async (component, environment, cluster, options) =>
      requests.read(
        addressOf(['components', component, 'cells', environment, cluster]),
        cellDetailSchema,
        options,
      ),
    getBoard: async (query, options) =>
      requests.read(addressOf(['board'], query), boardResponseSchema, options),
    getEnvironments: async options =>
      requests.read('/environments', environmentsResponseSchema, options),
    getAvailability: async (component, query, options) =>
      requests.read(
        addressOf(['components', component, 'availability'], query),
        availabilitySchema,
        options,
      ),
  };
}
