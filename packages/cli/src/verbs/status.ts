import { PORTAL_EXITS, portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { bytes, duration, table } from '../output/format.ts';
import { stepLine } from '../output/progress.ts';
import { Terminal } from '../output/terminal.ts';
import { withPortal } from '../portal/with-portal.ts';
import { ExitCode } from '../problem.ts';
import { report } from '../stack/report.ts';
import type { PartReport, StatusReport } from '../stack/report.ts';
import { observe } from '../supervisor/control-client.ts';

/** `./slipway status` */
export const statusVerb: Verb = {
  name: 'status',
  about: 'portal',
  summary: 'Show what runs: of a component everywhere, or of this machine',
  operands: '[component]',
  maxOperands: 1,
  options: portalOptions,
  details: [
    'With a component it asks the portal: version, state, age and trouble in each environment on each cluster.',
    ...PORTAL_EXITS,
    '',
    'Without one it shows the parts of the Slipway on this machine, since when they run, and their memory, which',
    'is resident memory of a part with all its children. Exit status 0: it runs; 3: it does not.',
  ],
  examples: [
    ['./slipway status shop', 'what of shop runs where'],
    ['./slipway status shop --json', 'the same for programs'],
    ['./slipway status', 'the parts on this machine'],
  ],
  async run({ workspace, options, operands }) {
    const [component] = operands;
    if (component !== undefined) {
      return withPortal({ workspace, options }, async portal => {
        const { showDelivery } = await import('../delivery/show.ts');
        return showDelivery(portal, component, { options });
      });
    }
    const status = await report(await observe(workspace));
    process.stdout.write(
      options.json
        ? `${JSON.stringify(status, null, 2)}\n`
        : `${page(status, new Terminal())}\n`,
    );
    return status.running ? ExitCode.ok : ExitCode.notRunning;
  },
};

function page(status: StatusReport, terminal: Terminal): string {
  const living = status.parts.filter(({ pid }) => pid !== null);
  if (!status.running && living.length === 0) {
    return [
      'Slipway is not running; start it with ./slipway up',
      status.error && `It ended last time because: ${status.error}`,
    ]
      .filter(Boolean)
      .join('\n');
  }
  const lines = [headline(status), ''];
  const unfinished = status.steps.filter(
    step => step.status === 'running' || step.status === 'failed',
  );
  if (status.running && unfinished.length > 0) {
    lines.push(...unfinished.map(step => stepLine(step, terminal)), '');
  }
  lines.push(
    table([
      ['PART', 'STATE', 'PID', 'UPTIME', 'RESTARTS', 'MEMORY', ''],
      ...status.parts.map(part => row(part, terminal)),
    ]),
  );
  if (status.clusters.length > 0) {
    lines.push(
      '',
      table([
        ['CLUSTER', 'STATE', 'KUBERNETES', 'ARGO CD', ''],
        ...status.clusters.map(cluster => [
          cluster.name,
          cluster.reachable ? 'ready' : `not reachable yet (${cluster.state})`,
          cluster.kubernetesUrl,
          cluster.argocdUrl,
          cluster.error ?? '',
        ]),
      ]),
    );
  }
  lines.push('', `Memory in total: ${bytes(status.totalRssBytes)}`);
  return lines.join('\n');
}

function headline(status: StatusReport): string {
  if (!status.running) {
    return 'The supervisor is not running, but parts of it are; ./slipway up takes them over, ./slipway down ends them';
  }
  return status.portal?.usable
    ? `Portal: ${status.portal.url} (${status.phase})`
    : `The portal is not usable yet (${status.phase})`;
}

const SHAPES = {
  ready: ['green', '●'],
  waiting: ['dim', '○'],
  starting: ['cyan', '◐'],
  restarting: ['yellow', '▲'],
  'not answering': ['red', '▲'],
  stopping: ['dim', '◌'],
  stopped: ['dim', '◌'],
  'running without supervisor': ['yellow', '▲'],
} as const;

function row(part: PartReport, terminal: Terminal): string[] {
  const [colour, shape] = SHAPES[part.state];
  return [
    part.name,
    terminal.style(colour, `${shape} ${part.state}`),
    part.pid === null ? '-' : String(part.pid),
    part.uptimeSeconds === null ? '-' : duration(part.uptimeSeconds * 1000),
    String(part.restarts),
    part.pid === null ? '-' : bytes(part.rssBytes),
    part.reason ? `last: ${part.reason}` : '',
  ];
}
