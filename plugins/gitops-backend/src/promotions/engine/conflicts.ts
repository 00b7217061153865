import { MergeConflictError } from '../../git/GitObjects';
import type { PromotionWork } from './PromotionWork';

/**
 * The files in which a commit conflicts with the branch that clusters follow. The mirror has to be fresh.
 *
 * @returns undefined if there are none
 */
export async function conflictingFiles(
  { parts: { mirror, branch } }: PromotionWork,
  commit: string,
): Promise<readonly string[] | undefined> {
  const base = await mirror.resolve(branch);
  if (!base) {
    return undefined;
  }
  try {
    await mirror.objects.mergedTree(base, commit);
    return undefined;
  } catch (error) {
    if (error instanceof MergeConflictError) {
      return error.files;
    }
    throw error;
  }
}

/** What to do about a conflict. */
export function conflictWords(files: readonly string[]): string {
  return `Git changed meanwhile in ${files.slice(0, 10).join(', ')}${
    files.length > 10 ? ` and ${files.length - 10} more` : ''
  }; ask for the promotion again, on top of what is there now`;
}
