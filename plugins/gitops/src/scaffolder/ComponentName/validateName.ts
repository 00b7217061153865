import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { componentNameProblem } from '@slipway/plugin-gitops-common';
import { gitopsApiRef } from '../../api';
import { nameChecks } from './useNameStatus';

/** What the form must refuse to go on with, checked when the person presses *Next*. */
export async function validateName(
  name: string | undefined,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder },
): Promise<void> {
  const problem = componentNameProblem(name ?? '');
  if (name === undefined || problem) {
    field.addError(problem ?? 'Enter a name.');
    return;
  }
  const api = context.apiHolder.get(gitopsApiRef);
  if (!api) {
    return;
  }
  try {
    const { checks } = await api.getAvailability(name);
    const obstacle =
      nameChecks(checks, 'conflict')[0] ?? nameChecks(checks, 'unknown')[0];
    if (obstacle) {
      field.addError(obstacle.message);
    }
  } catch {
    field.addError(
      'The portal does not answer, so it is not known whether the name is free. Try again in a moment.',
    );
  }
}
