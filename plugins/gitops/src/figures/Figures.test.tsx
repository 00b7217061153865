import type {
  DoraFigures,
  FiguresResponse,
} from '@slipway/plugin-gitops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { Figures } from './Figures';

const HOUR_MS = 3_600_000;

function figures(deployments: number, failed: number): DoraFigures {
  return {
    deploymentFrequency: { deployments, perDay: deployments / 7 },
    leadTime: deployments
      ? { medianMs: 4 * HOUR_MS, measured: deployments }
      : { measured: 0 },
    changeFailureRate: {
      failed,
      deployments,
      ...(deployments && { rate: failed / deployments }),
    },
    timeToRestore: { restored: 0, open: failed },
  };
}

const response: FiguresResponse = {
  from: '2026-11-02T00:00:00Z',
  until: '2026-11-16T00:00:00Z',
  figures: figures(4, 1),
  periods: [
    {
      from: '2026-11-02T12:00:00Z',
      until: '2026-11-09T12:00:00Z',
      figures: figures(0, 0),
    },
    {
      from: '2026-11-09T12:00:00Z',
      until: '2026-11-16T12:00:00Z',
      figures: figures(4, 1),
    },
  ],
};

describe('Figures', () => {
  it('says each figure, what it is of, and that what was not measured was not', async () => {
    renderWithGitOps(<Figures filter={{}} scope="in prod" />, {
      getFigures: async () => response,
    });
    const of = async (name: string) => screen.findByRole('group', { name });
    expect(await of('Deployment frequency')).toHaveTextContent(
      '4 a week4 deployments',
    );
    expect(await of('Lead time for changes')).toHaveTextContent(
      '4 hMedian of 4 deployments',
    );
    expect(await of('Change failure rate')).toHaveTextContent(
      '25 %1 of 4 deployments',
    );
    expect(await of('Time to restore')).toHaveTextContent(
      'Not measured1 failure not over',
    );
  });

  it('has the numbers of its bars as a table, and definitions, on demand', async () => {
    renderWithGitOps(<Figures filter={{}} scope="in prod" />, {
      getFigures: async () => response,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Numbers and definitions' }),
    );
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.slice(1).map(row => row.textContent)).toEqual([
      expect.stringMatching(/2.*0–––$/),
      expect.stringMatching(/9.*44 h25 %–$/),
    ]);
    expect(
      screen.getByText(/How often changes reach production/),
    ).toBeVisible();
  });
});
