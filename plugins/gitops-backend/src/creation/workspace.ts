import { isUtf8 } from 'node:buffer';
import { InputError } from '@backstage/errors';
import {
  CREATION_PREVIEW_MAX_BYTES,
  type PlannedFile,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { type ProposedFile, proposalSchema } from '../plan/trees/proposedFiles';
import { parseRequest } from '../router/parseRequest';
import type { WorkspaceFile } from './ScaffolderClient';

/** Where templates put the component's repository, and actions what they would propose. */
const REPOSITORY = 'service/';
const CHANGES = 'gitops-changes.json';
/** Of all texts of a plan together. */
const MAX_PREVIEW_BYTES = 4 * 1024 * 1024;

/**
 * The files of the component's repository, in order of their paths. Their texts are shown as far as they fit
 * into what one page may load.
 */
export function repositoryFiles(
  workspace: readonly WorkspaceFile[],
): PlannedFile[] {
  let left = MAX_PREVIEW_BYTES;
  return workspace
    .filter(({ path }) => path.startsWith(REPOSITORY))
    .map(({ path, content }) => ({
      path: path.slice(REPOSITORY.length),
      content,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, content }) => {
      const size = content.length;
      const isShown =
        size <= CREATION_PREVIEW_MAX_BYTES && size <= left && isText(content);
      left -= isShown ? size : 0;
      return { path, size, ...(isShown && { content: content.toString() }) };
    });
}

/** What a rehearsal would change. */
export interface Proposed {
  /** Of the GitOps repository; none if only the rest is left to be done. */
  files: ProposedFile[];
  /** What happens besides, a sentence each. */
  effects: string[];
}

const effectsSchema = z.looseObject({
  files: z.array(z.unknown()),
  effects: z.array(z.string().max(500)).max(20).default([]),
});

/**
 * What a rehearsal would change.
 *
 * @throws `InputError` if the template proposes nothing, or what is no proposal
 */
export function proposed(workspace: readonly WorkspaceFile[]): Proposed {
  const file = workspace.find(({ path }) => path === CHANGES);
  if (!file) {
    throw new InputError(
      'The template would change nothing in the GitOps repository; choose another name if the component exists',
    );
  }
  const { effects, files } = parseRequest(
    effectsSchema,
    JSON.parse(file.content.toString()),
  );
  if (files.length > 0) {
    return { ...parseRequest(proposalSchema, { files }), effects };
  }
  if (effects.length === 0) {
    throw new InputError(
      'This would change nothing: the GitOps repository has it already',
    );
  }
  return { files: [], effects };
}

function isText(content: Buffer): boolean {
  return isUtf8(content) && !content.includes(0);
}
