import type { ForgeContext } from '../context.ts';
import { label as serializeLabel } from '../rest/serialize/issue.ts';
import type { Account, Issue, Label, LabelEvent } from '../store/types.ts';
import { addLabels, publishIssue } from './issues.ts';
import { issueExtras, publishPull } from './pullFacts.ts';
import { fullName, type Located } from './repositories.ts';

/**
 * Gives an issue or pull request these labels and no others, as somebody. Who did it is kept, and webhooks are told of
 * each label that comes or goes.
 */
export async function setLabels(
  context: ForgeContext,
  actor: Account,
  located: Located,
  issue: Issue,
  names: readonly string[],
): Promise<void> {
  const { store } = context;
  const labelsNow = async () => (await issueExtras(context, issue.id)).labels;
  const before = await labelsNow();
  const wanted = new Set(names.map(name => name.toLowerCase()));
  const gone = before.filter(({ name }) => !wanted.has(name.toLowerCase()));
  if (gone.length) {
    const labelId = gone.map(({ id }) => id);
    await store.issueLabels.remove({ issueId: issue.id, labelId });
  }
  await addLabels(context, located, issue, names);
  const had = new Set(before.map(({ id }) => id));
  const come = (await labelsNow()).filter(({ id }) => !had.has(id));
  const told = (action: LabelEvent['action']) => (label: Label) =>
    tell(context, actor, located, issue, action, label);
  for (const label of gone) await told('unlabeled')(label);
  for (const label of come) await told('labeled')(label);
}

/** Adds labels to those that there are, as somebody. */
export async function labelMore(
  context: ForgeContext,
  actor: Account,
  located: Located,
  issue: Issue,
  names: readonly string[],
): Promise<void> {
  const { labels } = await issueExtras(context, issue.id);
  const all = [...labels.map(({ name }) => name), ...names];
  await setLabels(context, actor, located, issue, all);
}

async function tell(
  context: ForgeContext,
  actor: Account,
  located: Located,
  issue: Issue,
  action: LabelEvent['action'],
  label: Label,
): Promise<void> {
  const { store, clock } = context;
  const now = clock().toISOString();
  await store.labelEvents.insert({
    issueId: issue.id,
    actorId: actor.id,
    action,
    name: label.name,
    color: label.color,
    createdAt: now,
  });
  await store.issues.update({ id: issue.id }, { updatedAt: now });
  const extra = { label: serializeLabel(context, fullName(located), label) };
  if (issue.isPull)
    await publishPull(context, located, actor, issue.number, action, extra);
  else await publishIssue(context, actor, located, issue, action, extra);
}
