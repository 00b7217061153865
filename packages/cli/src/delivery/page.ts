import { age, table } from '../output/format.ts';
import type { Terminal } from '../output/terminal.ts';
import { plain } from '../portal/text.ts';
import type { Cell, Delivery } from './reply.ts';
import { stateLabel } from './states.ts';

/** Narrower than this a row takes two lines. */
const WIDE = 72;

/** What runs where, as the portal's grid says it. */
export function deliveryPage(
  delivery: Delivery,
  terminal: Terminal,
  now = Date.now(),
): string {
  const rows = delivery.environments.flatMap(({ name, cells }) =>
    cells.map(cell => ({ name, cell })),
  );
  const lines: string[] = [];
  if (rows.length === 0) {
    lines.push(`${plain(delivery.component)} is deployed nowhere yet`);
  } else if (terminal.columns >= WIDE) {
    lines.push(
      table([
        ['ENVIRONMENT', 'CLUSTER', 'VERSION', 'STATE', 'AGE', ''],
        ...rows.map(({ name, cell }) => [
          name,
          cell.cluster,
          version(cell),
          stateLabel(cell.state, terminal),
          since(cell, now),
          plain(cell.message ?? ''),
        ]),
      ]),
    );
  } else {
    for (const { name, cell } of rows) {
      lines.push(
        `${name} on ${cell.cluster}: ${stateLabel(cell.state, terminal)}`,
        `  ${[version(cell), since(cell, now), plain(cell.message ?? '')].filter(Boolean).join(', ')}`,
      );
    }
  }
  lines.push(...notices(delivery, terminal));
  return lines.join('\n');
}

function version({ desired, synced }: Cell): string {
  const wanted = plain(desired?.version ?? '-');
  return synced?.version && synced.version !== desired?.version
    ? `${wanted} (runs ${plain(synced.version)})`
    : wanted;
}

function since({ desired }: Cell, now: number): string {
  return desired?.committedAt
    ? age(now - Date.parse(desired.committedAt))
    : '-';
}

function notices({ index, pullRequests }: Delivery, terminal: Terminal) {
  const lines = pullRequests.map(
    ({ number, title, url }) => `#${number} ${plain(title)} ${plain(url)}`,
  );
  const warnings = [
    index.problem &&
      `! The newest commit of the GitOps repository cannot be read: ${plain(index.problem.message)}`,
    index.unreachable &&
      `! The GitOps repository cannot be reached: ${plain(index.unreachable.reason)}`,
  ].filter(line => line !== undefined);
  return [
    ...(lines.length > 0 ? ['', 'Open pull requests:', ...lines] : []),
    ...(warnings.length > 0 ? [''] : []),
    ...warnings.map(line => terminal.style('yellow', line)),
  ];
}
