import { age, table } from '../output/format.ts';
import { fits } from '../output/records.ts';
import type { Terminal } from '../output/terminal.ts';
import { plain } from '../portal/text.ts';
import type { Hold } from '../promotions/holds.ts';
import type { Cell, Delivery } from './reply.ts';
import { stateLabel } from './states.ts';

/** What runs where, as the portal's grid says it. */
export function deliveryPage(
  delivery: Delivery,
  holds: readonly Hold[],
  terminal: Terminal,
  now = Date.now(),
): string {
  return [
    grid(delivery, terminal, now),
    ...heldLines(holds, terminal, now),
    ...notices(delivery, terminal),
  ].join('\n');
}

function grid(delivery: Delivery, terminal: Terminal, now: number): string {
  const rows = delivery.environments.flatMap(({ name, cells }) =>
    cells.map(cell => ({ name, cell })),
  );
  if (rows.length === 0) {
    return `${plain(delivery.component)} is deployed nowhere yet`;
  }
  const wide = table([
    ['ENVIRONMENT', 'CLUSTER', 'VERSION', 'STATE', 'AGE', ''],
    ...rows.map(({ name, cell }) => [
      name,
      cell.cluster,
      version(cell),
      stateLabel(cell.state, terminal),
      since(cell, now),
      plain(cell.message ?? ''),
    ]),
  ]);
  if (fits(wide, terminal)) return wide;
  return rows
    .flatMap(({ name, cell }) => [
      `${name} on ${cell.cluster}: ${stateLabel(cell.state, terminal)}`,
      `  ${[version(cell), since(cell, now), plain(cell.message ?? '')].filter(Boolean).join(', ')}`,
    ])
    .join('\n');
}

function heldLines(holds: readonly Hold[], terminal: Terminal, now: number) {
  return holds.map(({ environment, by, at, reason }) =>
    terminal.style(
      'yellow',
      `! Promotion into ${plain(environment)} is held for ${age(now - Date.parse(at))} by ${plain(by)}: ${plain(reason)}`,
    ),
  );
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
