import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { REHEARSAL_PERSON } from '@slipway/plugin-gitops-node';
import { z } from 'zod';
import { formProblem, mistakesSchema } from './formProblem';
import { readText } from './readText';
import type { TemplateFile } from './TemplateReader';

const MAX_REPLY_BYTES = 64 * 1024 * 1024;

const replySchema = z.object({
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
});
const failureSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
});

/** A file that a rehearsal left in its workspace. */
export type WorkspaceFile = TemplateFile;

/** What is rehearsed. */
export interface Rehearsal {
  template: TemplateEntityV1beta3;
  files: readonly TemplateFile[];
  values: JsonObject;
  /** Whom it is for: its steps show no more than this person may see. */
  person: BackstageCredentials<BackstageUserPrincipal>;
}

/** What a {@link ScaffolderClient} is made from. */
export interface ScaffolderClientOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
}

/** Has the scaffolder rehearse templates, with the portal's own rights: people are not given that of dry runs. */
export class ScaffolderClient {
  readonly #options: ScaffolderClientOptions;

  constructor(options: ScaffolderClientOptions) {
    this.#options = options;
  }

  /**
   * Runs a template's steps without writing anywhere.
   *
   * @throws `InputError` in the words of the form, or of the step that refuses
   */
  async rehearse(
    rehearsal: Rehearsal,
    signal: AbortSignal,
  ): Promise<WorkspaceFile[]> {
    const { auth, discovery } = this.#options;
    const url = `${await discovery.getBaseUrl('scaffolder')}/v2/dry-run`;
    const tokenOf = (onBehalfOf: BackstageCredentials) =>
      auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'scaffolder' });
    const [{ token }, { token: person }] = await Promise.all([
      auth.getOwnServiceCredentials().then(tokenOf),
      tokenOf(rehearsal.person),
    ]);
    const { template } = rehearsal;
    const response = await post(url, { token, person }, rehearsal, signal);
    const text = await readText(response, MAX_REPLY_BYTES);
    if (!response.ok) {
      throw this.#failure(template, response.status, text);
    }
    const reply = replySchema.parse(JSON.parse(text));
    const workspace = reply.directoryContents.map(file => ({
      path: file.path,
      content: Buffer.from(file.base64Content, 'base64'),
    }));
    // The scaffolder offers these to steps; they must come back in no file.
    const hasToken = ({ content }: WorkspaceFile) =>
      [token, person].some(one => content.includes(one));
    if (workspace.some(hasToken)) {
      throw new InputError(
        `The template ${template.metadata.name} writes credentials to files; tell the platform team`,
      );
    }
    return workspace;
  }

  #failure(
    template: TemplateEntityV1beta3,
    status: number,
    text: string,
  ): Error {
    const body = parseJson(text);
    const mistakes = mistakesSchema.safeParse(body);
    if (mistakes.success) {
      return new InputError(formProblem(template, mistakes.data.errors[0]));
    }
    const { error } = failureSchema.safeParse(body).data ?? {};
    const message = error?.message.split('\n', 1)[0].slice(0, 500);
    if (error && message && !tellsInternals(message)) {
      switch (error.name) {
        case 'InputError':
        case 'NotFoundError':
        case 'NotAllowedError':
          return new InputError(message);
        case 'ConflictError':
          return new ConflictError(message);
        case 'ServiceUnavailableError':
          return new ServiceUnavailableError(message);
        default:
      }
    }
    this.#options.logger.warn(
      `The scaffolder could not rehearse ${template.metadata.name}: ${status} ${error?.message ?? ''}`,
    );
    return new ServiceUnavailableError(
      `The template ${template.metadata.name} could not be planned; the portal’s log says why, so tell the platform team`,
    );
  }
}

async function post(
  url: string,
  { token, person }: { token: string; person: string },
  { template, values, files }: Rehearsal,
  signal: AbortSignal,
): Promise<Response> {
  const body = JSON.stringify({
    template,
    values,
    secrets: { [REHEARSAL_PERSON]: person },
    directoryContents: files.map(({ path, content }) => ({
      path,
      base64Content: content.toString('base64'),
    })),
  });
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new ServiceUnavailableError(
      'The scaffolder does not answer, so nothing can be planned; try again in a minute',
      error,
    );
  }
}

/** Whether a message has a path of this machine, or how an action is called. */
function tellsInternals(message: string): boolean {
  return /(?:^|[\s"'(=:])(?:\/|[A-Za-z]:\\)\w|file:|dry-run|\baction\b/.test(
    message.replace(/\bhttps?:\/\/\S+/g, ''),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between here and there answered instead.
    return undefined;
  }
}
