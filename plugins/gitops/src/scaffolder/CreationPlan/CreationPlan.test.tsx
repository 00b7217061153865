import type { CreationPlan as Creation } from '@slipway/plugin-gitops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ComponentProps } from 'react';
import { Route, Routes } from 'react-router-dom';
import { makeCreation, refusedCreation } from '../../__testUtils__/creation';
import {
  refusal,
  renderWithGitOps,
} from '../../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../../api';
import { CreationPlan } from './CreationPlan';
import { validatePlan } from './validatePlan';

type Props = ComponentProps<typeof CreationPlan>;

/** The last page of a form whose earlier answers can change. */
const Form = () => {
  const [name, setName] = useState('shop');
  const [plan, setPlan] = useState<string | undefined>('of-older-answers');
  // The form library passes dozens of properties; these are what the field reads.
  const props = {
    name: 'plan',
    formData: plan,
    formContext: { formData: { name, description: undefined, plan } },
    onChange: setPlan,
  } as unknown as Props;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        setName('submitted');
      }}
    >
      <output>{plan}</output>
      <button type="button" onClick={() => setName('cart')}>
        Rename
      </button>
      <CreationPlan {...props} />
      <button type="submit">Review</button>
    </form>
  );
};

function render(api: Partial<GitOpsApi> = {}) {
  const { unmount } = renderWithGitOps(
    <Routes>
      <Route
        path="/create/templates/:namespace/:templateName"
        element={<Form />}
      />
      <Route path="*" element={null} />
    </Routes>,
    api,
    [],
    '/create/templates/default/app-base-ts',
  );
  // Where the form keeps its answer.
  return { unmount, answer: () => document.querySelector('output') };
}

const verdict = () => screen.findByRole('list', { name: 'Reasons' });

describe('CreationPlan', () => {
  it('plans what was answered so far, and answers with the plan', async () => {
    const planCreation = jest.fn(async () => makeCreation());
    const { answer } = render({ planCreation });
    expect(
      await screen.findByText(
        'Create will make the repository acme/shop with 3 files, register 1 entity in the catalog, and open a pull request of the GitOps repository that waits for a review: add shop 1.0.0 in prod on yc, vk.',
      ),
    ).toBeVisible();
    expect(answer()).toHaveTextContent('creation-1');
    expect(planCreation.mock.calls).toEqual([
      [
        {
          template: 'template:default/app-base-ts',
          values: { name: 'shop' },
        },
        { signal: expect.any(AbortSignal) },
      ],
    ]);
    expect(screen.getByRole('list', { name: 'Checks' })).toHaveTextContent(
      'GoodThere is no repository acme/shop.',
    );
    expect(
      screen.getByRole('list', { name: 'Catalog entities' }),
    ).toHaveTextContent(
      'Componentshop, service, owned by group:default/team-shopprovides api:default/shop-api',
    );
  });

  it('shows the manifests, and links to no component that is not there', async () => {
    const getManifests = jest.fn(async () => []);
    render({ getManifests });
    const changes = await screen.findByRole('region', {
      name: 'GitOps pull request',
    });
    expect(
      within(changes).getByRole('heading', { name: 'shop-prod' }),
    ).toBeVisible();
    expect(within(changes).queryByRole('link')).not.toBeInTheDocument();
    await userEvent.click(
      within(changes).getByRole('button', { name: /^Deployment/ }),
    );
    await waitFor(() => expect(getManifests).toHaveBeenCalledTimes(1));
  });

  it('says of a change what it does, and nothing of a new component', async () => {
    const change = makeCreation({
      repository: undefined,
      checks: [],
      entities: [],
    });
    const { answer } = render({ planCreation: async () => change });
    expect(
      await screen.findByText(
        'Create will open a pull request of the GitOps repository that waits for a review: add shop 1.0.0 in prod on yc, vk.',
      ),
    ).toBeVisible();
    expect(answer()).toHaveTextContent('creation-1');
    for (const name of ['Checks', 'Catalog entities']) {
      expect(screen.queryByRole('list', { name })).not.toBeInTheDocument();
    }
  });

  it('says what happens at once, also where nothing is left to propose', async () => {
    const rest = makeCreation({
      plan: undefined,
      repository: undefined,
      checks: [],
      entities: [],
      effects: ['Archives the repository acme/shop.'],
    });
    const { answer } = render({ planCreation: async () => rest });
    expect(
      await screen.findByRole('list', { name: 'At once, without a review' }),
    ).toHaveTextContent('Archives the repository acme/shop.');
    expect(screen.getByText(/^Create will propose nothing/)).toBeVisible();
    expect(answer()).toHaveTextContent('creation-1');
  });

  it('does not press the button of the form by Enter in a filter', async () => {
    const planCreation = jest.fn(async () => makeCreation());
    render({ planCreation });
    await userEvent.type(await screen.findByRole('searchbox'), 'x{Enter}');
    expect(planCreation).toHaveBeenCalledTimes(1);
  });

  it('has no answer while the plan is refused, says why, and links to what is in the way', async () => {
    const { answer } = render({ planCreation: async () => refusedCreation });
    expect(await verdict()).toHaveTextContent(
      'RefusedRepository acme/shop exists already.To do: Choose another name.',
    );
    expect(screen.getByRole('link', { name: /Show it/ })).toHaveAttribute(
      'href',
      'http://forge.example/acme/shop',
    );
    const checks = screen.getByRole('list', { name: 'Checks' });
    expect(within(checks).getAllByRole('listitem')[0]).toHaveTextContent(
      'In the way',
    );
    expect(answer()).toBeEmptyDOMElement();
  });

  it('answers with a plan that wants attention, and says so', async () => {
    const attention = makeCreation({
      verdict: {
        level: 'attention',
        reasons: [
          { level: 'attention', kind: 'policy', message: 'No memory limit' },
        ],
      },
    });
    const { answer } = render({ planCreation: async () => attention });
    expect(await verdict()).toHaveTextContent('AttentionNo memory limit');
    expect(answer()).toHaveTextContent('creation-1');
  });

  it('plans anew, and takes its answer back, when earlier answers change', async () => {
    let finish = (_: Creation) => {};
    const { answer } = render({
      planCreation: async ({ values }) =>
        values.name === 'shop'
          ? makeCreation()
          : new Promise(resolve => {
              finish = resolve;
            }),
    });
    await waitFor(() => expect(answer()).toHaveTextContent('creation-1'));
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
    expect(answer()).toBeEmptyDOMElement();
    expect(await screen.findByText(/Planning what your/)).toBeInTheDocument();
    finish(makeCreation({ id: 'creation-2' }));
    await waitFor(() => expect(answer()).toHaveTextContent('creation-2'));
  });

  it('ends the planning when the page is left', async () => {
    let signal: AbortSignal | undefined;
    const { unmount } = render({
      planCreation: (_, options) => {
        signal = options?.signal;
        return new Promise(() => {});
      },
    });
    await screen.findByText(/Planning what your/);
    expect(signal?.aborted).toBe(false);
    unmount();
    expect(signal?.aborted).toBe(true);
  });

  it('says what went wrong and tries again, or what to change', async () => {
    const planCreation = jest
      .fn<Promise<Creation>, []>()
      .mockRejectedValueOnce(
        await refusal(500, 'The renderer is out of memory.'),
      )
      .mockRejectedValueOnce(
        await refusal(400, 'name is longer than 40 characters.', 'InputError'),
      );
    const { answer } = render({ planCreation });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The renderer is out of memory.',
    );
    expect(answer()).toBeEmptyDOMElement();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(
        'This cannot be plannedname is longer than 40 characters. Go back to change your answers.',
      ),
    );
  });

  it('holds the form without an answer', () => {
    const check = (plan: string) => {
      const addError = jest.fn();
      validatePlan(plan, { addError });
      return addError.mock.calls.length;
    };
    expect(check('')).toBe(1);
    expect(check('creation-1')).toBe(0);
  });
});
