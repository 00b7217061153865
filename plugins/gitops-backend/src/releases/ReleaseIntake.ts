import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  ReleaseReport,
  ReportedRelease,
} from '@slipway/plugin-gitops-common';
import pLimit from 'p-limit';
import type { RegistryClient } from './registry/RegistryClient';
import type { ReleaseComponents } from './ReleaseComponents';
import type { ReleasesConfig } from './releasesConfig';
import type { ReleaseStore } from './ReleaseStore';
import { type JobClaims, jobRefusal } from './token/jobClaims';
import { CLOCK_TOLERANCE_S, MAX_TOKEN_AGE_S } from './token/TokenVerifier';

/** The job waits for all registries together no longer than this. Milliseconds. */
const REGISTRY_DEADLINE_MS = 8_000;
const REGISTRY_CONCURRENCY = 4;

/** What a {@link ReleaseIntake} is made from. */
export interface ReleaseIntakeOptions {
  rules: Pick<ReleasesConfig, 'workflow' | 'branches'>;
  components: ReleaseComponents;
  registry: Pick<RegistryClient, 'digest'>;
  store: ReleaseStore;
  /** Where the forge's pages begin. */
  forgeUrl: string;
  logger: LoggerService;
  now?(): Date;
}

/** Takes what jobs report, if it is theirs to report. */
export class ReleaseIntake {
  readonly #options: ReleaseIntakeOptions;

  constructor(options: ReleaseIntakeOptions) {
    this.#options = options;
  }

  /**
   * @param claims - of a token that was verified
   * @throws `NotAllowedError` with the same words for whatever a stranger could want to know,
   * `InputError` and `ConflictError` with the reason for the component's own repository
   */
  async report(
    claims: JobClaims,
    report: ReleaseReport,
  ): Promise<{ release: ReportedRelease; created: boolean }> {
    const { rules, components, store, logger } = this.#options;
    const { component, version } = report;
    const refusal =
      jobRefusal(claims, report, rules) ??
      ((await components.isOf(component, claims.repository))
        ? undefined
        : 'the catalog does not say that the repository builds it');
    if (refusal) {
      logger.info(
        `${claims.repository} may not report ${component} ${version}: ${refusal}`,
      );
      throw new NotAllowedError(
        `This job may not report ${component} ${version}; the catalog has to name its repository, and its workflow, ref and commit have to be those of a release`,
      );
    }
    this.#checkImages(claims, report);
    const digests = await this.#digests(report);
    const { createdAt, runUrl } = this.#circumstances(claims);
    return store.record({
      release: {
        component,
        version,
        images: report.images.map(({ name, digest }, at) => ({
          name,
          tag: version,
          ...((digest ?? digests[at]) && { digest: digest ?? digests[at] }),
        })),
        digest: digests.every(Boolean) ? 'verified' : 'unverified',
        source: {
          repository: claims.repository,
          commit: report.commit,
          ref: claims.ref,
          ...(report.committedAt && { committedAt: report.committedAt }),
        },
        workflowRunUrl: runUrl,
        ...(report.notesUrl && { notesUrl: report.notesUrl }),
        createdAt,
        reportedBy: claims.sub,
      },
      repositoryId: claims.repository_id,
      runId: claims.run_id,
      fingerprint: fingerprint(report),
      token: {
        jti: claims.jti,
        expiresAt: new Date(
          (claims.iat + MAX_TOKEN_AGE_S + CLOCK_TOLERANCE_S) * 1000,
        ),
      },
    });
  }

  #checkImages({ repository }: JobClaims, report: ReleaseReport) {
    const { component } = report;
    const deployed = this.#options.components.deployed(component, repository);
    if (!deployed) {
      throw new ConflictError(
        `The GitOps repository has no apps/${component}/component.yaml of ${repository}; merge the pull request that adds it, and run the job again`,
      );
    }
    const reported = report.images.map(({ name }) => name).sort();
    const expected = [...deployed.images].sort();
    if (JSON.stringify(reported) !== JSON.stringify(expected)) {
      throw new InputError(
        `images: ${reported.join(', ')} are not the images of apps/${component}/component.yaml, ${expected.join(', ') || 'which names none'}; make them the same`,
      );
    }
  }

  /** What the registry says about each image, where that is what the job said. */
  async #digests({
    images,
    version,
  }: ReleaseReport): Promise<(string | undefined)[]> {
    const signal = AbortSignal.timeout(REGISTRY_DEADLINE_MS);
    const limit = pLimit(REGISTRY_CONCURRENCY);
    return Promise.all(
      images.map(({ name, digest }) =>
        limit(async () => {
          const found = await this.#options.registry.digest(
            name,
            digest ?? version,
            signal,
          );
          return digest === undefined || digest === found ? found : undefined;
        }),
      ),
    );
  }

  #circumstances({ repository, run_id }: JobClaims) {
    const { forgeUrl, now } = this.#options;
    return {
      createdAt: (now?.() ?? new Date()).toISOString(),
      runUrl: `${forgeUrl}/${repository}/actions/runs/${run_id}`,
    };
  }
}

function fingerprint(report: ReleaseReport): string {
  const { component, version, commit, committedAt, notesUrl, images } = report;
  const said = [
    [component, version, commit, committedAt, notesUrl],
    images.map(({ name, digest }) => [name, digest]).sort(),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
