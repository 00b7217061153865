import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import {
  type GateResult,
  livePartsOf,
  type Promotion,
  promotionTitle,
} from '@slipway/plugin-gitops-common';
import type { GitOpsIndex } from '../../index/GitOpsIndex';
import type { GitOpsSignals } from '../../signals/GitOpsSignals';

/** What a {@link PromotionTeller} is made from. */
export interface PromotionTellerOptions {
  auditor: AuditorService;
  index: Pick<GitOpsIndex, 'snapshot'>;
  logger: LoggerService;
  notifications: NotificationService;
  signals: GitOpsSignals;
  /** Page of a promotion in the portal. */
  pageOf(promotion: Promotion): string;
}

type Severity = 'normal' | 'high';

/** Tells of what became of promotions: open pages, the audit, and owners, these only of what is theirs to act on. */
export class PromotionTeller {
  readonly #options: PromotionTellerOptions;

  constructor(options: PromotionTellerOptions) {
    this.#options = options;
  }

  /** Somebody changed a record. */
  changed(promotion: Promotion): void {
    const components = promotion.parts.map(({ component }) => component);
    this.#options.signals.publish('promotions', components);
  }

  /** The portal brought a promotion to a state. Never throws and never waits. */
  reached(promotion: Promotion): void {
    this.changed(promotion);
    this.#tell(promotion).catch(error =>
      this.#options.logger.warn(
        `Nobody was told that promotion ${promotion.id} is ${promotion.state}`,
        toError(error),
      ),
    );
  }

  /** Somebody's word opened a gate whose condition is not met. Never throws and never waits. */
  overrode(
    promotion: Promotion,
    { gate, message, exception }: GateResult,
  ): void {
    const meta = { gate, message, ...exception };
    this.#audit('promotion-override', promotion, meta).catch(error =>
      this.#options.logger.error(
        `The audit lacks that ${exception?.by ?? promotion.requestedBy} opened the gate ${gate} of promotion ${promotion.id}`,
        toError(error),
      ),
    );
  }

  async #audit(
    eventId: string,
    promotion: Promotion,
    facts: JsonObject,
  ): Promise<void> {
    const { id, kind, environment, requestedBy } = promotion;
    const releases = livePartsOf(promotion).map(
      ({ component, to }) => `${component} ${to}`,
    );
    const event = await this.#options.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      meta: { id, kind, environment, requestedBy, releases, ...facts },
    });
    await event.success();
  }

  async #tell(promotion: Promotion): Promise<void> {
    const { state } = promotion;
    await this.#audit('promotion-state', promotion, { state });
    const news = newsOf(promotion);
    if (news) {
      await this.#notify(promotion, news);
    }
  }

  /** The newest word of one promotion takes the place of older ones. */
  async #notify(
    promotion: Promotion,
    { title, severity }: { title: string; severity: Severity },
  ): Promise<void> {
    const { index, notifications, pageOf } = this.#options;
    const components = index.snapshot?.components ?? {};
    const owners = new Set(
      livePartsOf(promotion).flatMap(({ component }) => {
        const owner = Object.hasOwn(components, component)
          ? components[component].component?.owner
          : undefined;
        return owner === undefined ? [] : [`group:default/${owner}`];
      }),
    );
    if (owners.size === 0) {
      return;
    }
    await notifications.send({
      recipients: { type: 'entity', entityRef: [...owners] },
      payload: {
        title,
        description: promotion.history.at(-1)?.message,
        link: pageOf(promotion),
        severity,
        topic: 'gitops',
        scope: `promotion:${promotion.id}`,
      },
    });
  }
}

function newsOf(
  promotion: Promotion,
): { title: string; severity: Severity } | undefined {
  const title = promotionTitle(promotion);
  switch (promotion.state) {
    case 'pull-request-open':
      return { title: `Waits for a review: ${title}`, severity: 'normal' };
    case 'failed':
      return { title: `Failed: ${title}`, severity: 'high' };
    case 'refused':
      return { title: `Refused: ${title}`, severity: 'normal' };
    case 'merged':
      return promotion.kind === 'rollback'
        ? { title: `Merged: ${title}`, severity: 'high' }
        : undefined;
    default:
      return undefined;
  }
}
