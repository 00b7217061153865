import { kubernetesApiRef } from '@backstage/plugin-kubernetes-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { makeCell, minutesAgo } from '../__testUtils__/fixtures';
import { makeCellDetail, makeChange } from '../__testUtils__/promotions';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { Delivery } from './Delivery';

const Address = () => (
  <output aria-label="Address">{useLocation().search}</output>
);

function render(
  api: Partial<GitOpsApi> = {},
  route = '/?cell=prod/vk',
  answer: (path: string) => Response = () => new Response('one\ntwo'),
) {
  const kubernetes = {
    proxy: async ({ path }: { path: string }) => answer(path),
  };
  return renderWithGitOps(
    <>
      <Delivery component="shop" />
      <Address />
    </>,
    api,
    [[kubernetesApiRef, kubernetes]],
    route,
  );
}

async function drawer() {
  return within(
    await screen.findByRole('dialog', { name: 'shop · prod on vk' }),
  );
}

describe('the drawer of a cell', () => {
  it('opens from the grid, holds the focus, is in the address, and gives the focus back', async () => {
    const user = userEvent.setup();
    render({}, '/');
    const cell = await screen.findByRole('button', {
      name: 'Details of prod on vk',
    });
    await user.click(cell);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    expect(screen.getByText('?cell=prod%2Fvk')).toBeInTheDocument();

    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByLabelText('Address')).toBeEmptyDOMElement();
    await waitFor(() => expect(cell).toHaveFocus());
  });

  it('says on top what is wrong, then what is desired, synced and running, by whom and since when', async () => {
    render({
      getCell: async () =>
        makeCellDetail({
          changes: [makeChange({ commit: 'deadbeefcafe' })],
        }),
    });
    const shown = await drawer();
    expect(
      await shown.findByRole('heading', { name: 'Versions' }),
    ).toBeVisible();
    expect(shown.getAllByRole('status')[0]).toHaveTextContent('Degraded');
    expect(shown.getByText(/1 pod is failing: back-off/)).toBeVisible();
    const [desired, synced, running] = shown.getAllByRole('definition');
    expect(desired).toHaveTextContent(
      /1\.4\.2.*by Casey Creator deadbee · #17/,
    );
    expect(synced).toHaveTextContent(/1\.4\.2.*3 min ago deadbee/);
    expect(running).toHaveTextContent(
      /ghcr\.io\/acme\/shop:1\.4\.2abababababab.*2 of 2 pods/,
    );
    expect(shown.getByRole('link', { name: /Loki/ })).toHaveAttribute(
      'href',
      'http://logs.example/explore',
    );
  });

  it('lists failing pods, warnings and objects, the troubled ones first', async () => {
    render();
    const shown = await drawer();
    const pods = within(await shown.findByRole('list', { name: 'Pods' }));
    expect(pods.getAllByRole('listitem')[0]).toHaveTextContent(
      /CrashLoopBackOff.*shop-7d9f-b.*restarted 7 times/,
    );
    expect(
      shown.getByRole('list', { name: 'Warning events' }),
    ).toHaveTextContent(/BackOff.*Pod shop-7d9f-b.*31 times, 1 min ago/);
    const tree = shown.getByRole('list', { name: 'Objects' });
    expect(tree.textContent).toMatch(
      /^DeploymentshopDegradedReplicaSetshop-7d9fPodshop-7d9f-bDegraded.*Podshop-7d9f-aHealthyServiceshop/,
    );
  });

  it('keeps apart what is not known from what is not there', async () => {
    render({
      getCell: async () =>
        makeCellDetail({
          cell: makeCell({
            cluster: 'vk',
            state: 'unreachable',
            observedAt: minutesAgo(33),
          }),
          pods: { state: 'unreachable', reason: 'vk does not answer.' },
          events: [],
        }),
    });
    const shown = await drawer();
    await waitFor(() =>
      expect(shown.getAllByRole('status')[0]).toHaveTextContent(
        /^Unreachablelast seen 33 min ago$/,
      ),
    );
    const pods = within(await shown.findByRole('region', { name: 'Pods' }));
    expect(pods.getByText('Unreachable')).toBeVisible();
    expect(pods.getByText(/vk does not answer/)).toBeVisible();
    expect(
      shown.getByRole('region', { name: 'Warnings of the last hour' }),
    ).toHaveTextContent('None.');
    expect(shown.getByRole('list', { name: 'Objects' })).toBeVisible();
  });

  it('reads the end of a log on request, of another container and of before the restart', async () => {
    const user = userEvent.setup();
    const paths: string[] = [];
    render({}, undefined, path => {
      paths.push(path);
      return new Response('panic: nil map');
    });
    const shown = await drawer();
    await user.click(
      await shown.findByRole('button', { name: 'Logs of shop-7d9f-b' }),
    );
    expect(
      await shown.findByRole('textbox', { name: 'Log of shop in shop-7d9f-b' }),
    ).toHaveValue('panic: nil map');
    expect(paths).toEqual([
      '/api/v1/namespaces/shop-prod/pods/shop-7d9f-b/log?container=shop&previous=false&tailLines=1000&limitBytes=1048576',
    ]);
    await user.click(
      shown.getByRole('checkbox', { name: 'Before the last restart' }),
    );
    await waitFor(() => expect(paths.at(-1)).toContain('previous=true'));
  });

  it('says that logs are forbidden, and what else the cluster said', async () => {
    const user = userEvent.setup();
    const answers = [
      new Response('{"error":{"message":"no"}}', { status: 403 }),
      new Response('{"kind":"Status","message":"container is waiting"}', {
        status: 400,
      }),
    ];
    render({}, undefined, () => answers.shift() as Response);
    const shown = await drawer();
    await user.click(
      await shown.findByRole('button', { name: 'Logs of shop-7d9f-a' }),
    );
    expect(await shown.findByRole('alert')).toHaveTextContent(
      'You may not read logs on vk',
    );
    await user.click(shown.getByRole('button', { name: 'Read again' }));
    expect(await shown.findByText(/container is waiting/)).toBeVisible();
  });

  it('offers the way back to releases that were good on this cluster, and only to them', async () => {
    const user = userEvent.setup();
    render({
      getCell: async () =>
        makeCellDetail({
          changes: [
            makeChange({
              results: {
                vk: { failedAt: minutesAgo(2), message: 'It crashed' },
              },
            }),
            makeChange({ id: 'c-2', to: '1.4.1' }),
            makeChange({ id: 'c-0', to: '1.4.1' }),
            makeChange({
              id: 'c-3',
              to: '1.4.0',
              results: { vk: { failedAt: minutesAgo(900) } },
            }),
          ],
        }),
    });
    const shown = await drawer();
    const releases = within(
      await shown.findByRole('list', { name: 'Last releases' }),
    );
    const [present, good, , bad] = releases.getAllByRole('listitem');
    expect(present).toHaveTextContent(/1\.4\.2Failedin Git now.*It crashed/);
    expect(bad).toHaveTextContent('1.4.0Failed');
    expect(releases.getAllByRole('button')).toHaveLength(1);
    await user.click(
      within(good).getByRole('button', { name: 'Roll back to 1.4.1' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Roll back shop in prod' }),
    ).toBeVisible();
    expect(await screen.findByRole('radio', { name: /1\.4\.1/ })).toBeChecked();
  });

  it('keeps what the grid knows when the details do not come', async () => {
    render({
      getCell: async () => {
        throw await refusal(404, 'zz is not a cluster of prod');
      },
    });
    const shown = await drawer();
    expect(await shown.findByRole('alert')).toHaveTextContent(
      /Could not find prod on vk.*zz is not a cluster/,
    );
    expect(shown.getByText('Synced')).toBeVisible();
    expect(shown.getByRole('button', { name: 'Roll back' })).toBeVisible();
  });
});
