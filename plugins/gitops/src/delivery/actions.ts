/** What can be done from the grid and from the drawer of a cell. */
export interface DeliveryActions {
  openCell(environment: string, cluster: string): void;
  /** Asks which release to bring to an environment. */
  promote(environment: string): void;
  /** Asks which release to go back to; `version` is chosen already. */
  rollBack(environment: string, cluster?: string, version?: string): void;
  /** Asks why promotions are to stop. */
  hold(environment: string): void;
  /** Shows how far a promotion is. */
  showPromotion(id: string): void;
}
