import type { ForgeContext } from '../context.ts';
import type { Account, PullRequest, Team } from '../store/types.ts';
import type { Located } from './repositories.ts';

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const maxBytes = 3 * 1024 * 1024;

interface Rule {
  pattern: RegExp;
  owners: string[];
}

/** Turns a gitignore-like pattern into a regular expression over whole paths. */
export function ownerPattern(pattern: string): RegExp {
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, glob => {
      if (glob === '**/') return '(?:.*/)?';
      if (glob === '**') return '.*';
      return glob === '*' ? '[^/]*' : '[^/]';
    });
  // `dir/` owns all below, `dir/*` only what is directly in it, a name both itself and all below.
  let end = '(?:/.*)?';
  if (body.endsWith('/')) end = '.*';
  else if (pattern.endsWith('/*')) end = '';
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}${end}$`);
}

function parseRules(text: string): Rule[] {
  return text
    .split('\n')
    .map(line => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean)
    .map(line => {
      const [pattern = '', ...owners] = line.split(/\s+/);
      return { pattern: ownerPattern(pattern), owners };
    });
}

/** The people and teams of one CODEOWNERS line; any one of them answers for its files. */
export interface OwnerGroup {
  owners: string[];
  users: Account[];
  teams: Team[];
}

async function resolveOwners(
  { store }: Pick<ForgeContext, 'store'>,
  owners: string[],
): Promise<OwnerGroup> {
  const group: OwnerGroup = { owners, users: [], teams: [] };
  for (const owner of owners) {
    const [login = '', slug] = owner.replace(/^@/, '').split('/');
    const account = owner.startsWith('@')
      ? await store.accounts.find({ login })
      : await store.accounts.find({ email: owner });
    if (!account) continue;
    if (!slug) group.users.push(account);
    else {
      const team = await store.teams.find({ orgId: account.id, slug });
      if (team) group.teams.push(team);
    }
  }
  return group;
}

/** Who owns what a pull request changes, by the CODEOWNERS file of its base branch. */
export async function codeOwnersOf(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
): Promise<OwnerGroup[]> {
  const git = context.git.open(located.repo.id);
  const base = await git.readRef(`refs/heads/${pull.baseRef}`);
  if (!base) return [];
  for (const place of places) {
    const entry = await git.entryAt(base, place);
    if (entry?.type !== 'blob') continue;
    const text = (await git.readBlob(entry.sha, maxBytes)).toString('utf8');
    const rules = parseRules(text);
    const from = (await git.mergeBase(base, pull.headSha)) ?? base;
    const paths = (await git.changes(from, pull.headSha)).flatMap(change =>
      change.previousPath ? [change.path, change.previousPath] : [change.path],
    );
    const lines = new Map<string, string[]>();
    for (const path of paths) {
      const rule = rules.findLast(({ pattern }) => pattern.test(path));
      if (rule?.owners.length) lines.set(rule.owners.join(' '), rule.owners);
    }
    return Promise.all(
      [...lines.values()].map(owners => resolveOwners(context, owners)),
    );
  }
  return [];
}
