import type { VersionChange } from '@slipway/plugin-gitops-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeChange } from '../__testUtils__/changes';
import { minutesAgo } from '../__testUtils__/fixtures';
import { MINE, renderAsCasey } from '../__testUtils__/renderAsCasey';
import { refusal } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { LogView } from './LogView';

function log(...changes: VersionChange[]): Partial<GitOpsApi> {
  return { getChanges: async () => ({ changes }) };
}

const failed = makeChange({
  id: 'failed',
  results: {
    yc: { healthyAt: minutesAgo(58) },
    vk: { failedAt: minutesAgo(57), message: 'CrashLoopBackOff' },
  },
});
const before = makeChange({
  id: 'before',
  from: '1.4.1',
  to: '1.4.2',
  at: minutesAgo(600),
  images: [
    {
      name: 'ghcr.io/acme/shop',
      tag: '1.4.2',
      digest: `sha256:${'ab'.repeat(32)}`,
    },
  ],
  results: { yc: { healthyAt: minutesAgo(595) } },
});

describe('LogView', () => {
  it('says of every change what, where, by whom, and what came of it on each cluster', async () => {
    renderAsCasey(<LogView />, { api: log(failed) });
    const [entry] = await screen.findAllByRole('listitem');
    expect(entry).toHaveTextContent(
      /Promotion.*shop.*1\.4\.2 → 1\.5\.0.*prod.*Failed vk.*Healthy yc.*by casey.*#21.*1 h ago/,
    );
  });

  it('names the repository whose CI brought a release by itself', async () => {
    const automatic = makeChange({
      requestedBy: 'repo:acme/shop:ref:refs/heads/main',
    });
    renderAsCasey(<LogView />, { api: log(automatic) });
    const [entry] = await screen.findAllByRole('listitem');
    expect(entry).toHaveTextContent('by CI of acme/shop');
  });

  it('opens to commit, images, digests and times, with the way back to what was healthy', async () => {
    const user = userEvent.setup();
    renderAsCasey(<LogView />, { api: log(failed, before) });
    const [newest, older] = await screen.findAllByRole('button', {
      name: 'Details of shop in prod',
    });
    await user.click(older);
    const entry = screen
      .getAllByRole('listitem')
      .find(item => item.contains(older));
    expect(entry).toHaveTextContent(
      /Commit.*ccccccc.*by slipway.*On the forge.*ghcr\.io\/acme\/shop:1\.4\.2.*sha256:abababab.*yc: healthy after 5 min.*vk: nothing is known(?! yet)/,
    );
    expect(
      screen.getByRole('link', { name: 'Roll back to 1.4.2 in prod …' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/shop/delivery?rollback=prod%2F%2F1.4.2',
    );
    await user.click(newest);
    expect(screen.getAllByRole('link', { name: /^Roll back/ })).toHaveLength(1);
  });

  it('filters through the address, and shows figures of production unless told otherwise', async () => {
    const getChanges = jest.fn(async () => ({ changes: [] }));
    const getFigures = jest.fn(async () => {
      throw await refusal(503, 'away');
    });
    renderAsCasey(<LogView />, {
      api: { getChanges, getFigures },
      route: '/?component=shop&cluster=vk&kind=rollback&days=all',
    });
    expect(await screen.findByText('No change matches.')).toBeVisible();
    expect(getChanges).toHaveBeenCalledWith(
      expect.objectContaining({
        component: 'shop',
        cluster: 'vk',
        kind: 'rollback',
        from: undefined,
      }),
      expect.anything(),
    );
    expect(getFigures).toHaveBeenCalledWith(
      expect.objectContaining({ component: 'shop', environment: 'prod' }),
      expect.anything(),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect(await screen.findByText(/Nothing has changed yet/)).toBeVisible();
  });

  it('is of the days and the teams that the address names, in the time zone of whoever chose them', async () => {
    const getChanges = jest.fn(async () => ({ changes: [failed] }));
    const getFigures = jest.fn(async () => {
      throw await refusal(503, 'away');
    });
    renderAsCasey(<LogView />, {
      api: { getChanges, getFigures },
      route:
        '/?days=chosen&from=2026-11-01&to=2026-11-03&zone=Asia%2FKathmandu&owner=mine',
    });
    expect(await screen.findByText('Days in Asia/Kathmandu')).toBeVisible();
    expect((await screen.findAllByRole('listitem')).length).toBeGreaterThan(0);
    const asked = {
      from: '2026-10-31T18:15:00.000Z',
      until: '2026-11-03T18:15:00.000Z',
      owner: MINE.join(','),
    };
    for (const get of [getChanges, getFigures]) {
      expect(get).toHaveBeenCalledTimes(1);
      expect(get).toHaveBeenCalledWith(
        expect.objectContaining(asked),
        expect.anything(),
      );
    }
  });

  it('begins with the last days when days are to be chosen', async () => {
    const getChanges = jest.fn(async (_query: object = {}) => ({
      changes: [failed],
    }));
    renderAsCasey(<LogView />, { api: { getChanges } });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Time/ }));
    await user.click(await screen.findByRole('option', { name: /From … to/ }));
    expect(
      await screen.findByRole('group', { name: 'First and last day' }),
    ).toBeVisible();
    const [query] = getChanges.mock.lastCall ?? [];
    expect(query).toEqual(
      expect.objectContaining({
        from: expect.any(String),
        until: expect.any(String),
      }),
    );
  });

  it('asks for no days that are wrong, and says what is wrong with them', async () => {
    const getChanges = jest.fn(async () => ({ changes: [failed] }));
    renderAsCasey(<LogView />, {
      api: { getChanges },
      route: '/?days=chosen&from=2026-11-03&to=2026-11-01&zone=UTC',
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The last day is before the first.',
    );
    expect(getChanges).not.toHaveBeenCalled();
  });

  it('loads older entries when asked', async () => {
    const getChanges = jest.fn(async ({ cursor }: { cursor?: string } = {}) =>
      cursor
        ? { changes: [before] }
        : { changes: [failed], next: 'after-failed' },
    );
    renderAsCasey(<LogView component="shop" />, { api: { getChanges } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load older' }),
    );
    expect(await screen.findByText('1.4.1', { exact: false })).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load older' }),
    ).not.toBeInTheDocument();
  });

  it('says when the log may not be seen, once', async () => {
    renderAsCasey(<LogView />, {
      api: {
        getChanges: async () => {
          throw await refusal(403, 'no');
        },
        getFigures: async () => {
          throw await refusal(403, 'no');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the version-change log',
    );
  });
});
