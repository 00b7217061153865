import { ExitCode, Problem } from '../problem.ts';

/** A component's name, as the portal lets it be. */
const COMPONENT = /^[a-z][a-z0-9-]{0,39}$/;

/** Addresses of the pages that have a name. */
const PAGES: Readonly<Record<string, string>> = {
  board: '/gitops/board',
  'pull-requests': '/gitops',
  create: '/create',
};

/** Names of pages that are of nothing in particular. */
export const PAGE_NAMES = Object.keys(PAGES);

/** Address of the page of a component, of a pull request with its plan, or of the portal where nothing is named. */
export function pageOf(portal: string, name: string | undefined): string {
  if (name === undefined) return `${portal}/`;
  const page = PAGES[name];
  if (page !== undefined) return `${portal}${page}`;
  const [, number] = /^#?([1-9]\d{0,8})$/.exec(name) ?? [];
  if (number !== undefined) return `${portal}/gitops/pull-requests/${number}`;
  if (COMPONENT.test(name)) {
    return `${portal}/catalog/default/component/${name}/delivery`;
  }
  throw new Problem(
    `'${name}' is no component, no number of a pull request, and none of ${PAGE_NAMES.join(', ')}`,
    { exitCode: ExitCode.usage },
  );
}
