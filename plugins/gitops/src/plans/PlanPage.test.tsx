import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { makePlan } from '../__testUtils__/reviews';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { PlanPage } from './PlanPage';

function render(api: Partial<GitOpsApi>) {
  return renderWithGitOps(
    <Routes>
      <Route path="/gitops/plans/:id" element={<PlanPage />} />
    </Routes>,
    api,
    [],
    '/gitops/plans/plan-7',
  );
}

describe('PlanPage', () => {
  it('shows what the preview of a promotion comes to', async () => {
    const getPlan = jest.fn(async () => makePlan());
    render({ getPlan });
    expect(
      await screen.findByRole('heading', { name: 'Verdict' }),
    ).toBeVisible();
    expect(screen.getByText(/Nothing of it is done yet/)).toBeVisible();
    expect(screen.getByRole('region', { name: 'Changes' })).toBeVisible();
    expect(getPlan).toHaveBeenCalledWith('plan-7', expect.anything());
  });

  it('says so when the plan is kept no longer', async () => {
    render({
      getPlan: async () => {
        throw await refusal(404, 'Plan plan-7 is not kept any more');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not find this plan.*not kept any more/,
    );
  });
});
