import { type Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps } from 'react';
import { renderWithGitOps } from '../../__testUtils__/renderWithGitOps';
import { DecommissionConfirmation } from './DecommissionConfirmation';

type Props = ComponentProps<typeof DecommissionConfirmation>;

const entity = (
  kind: string,
  name: string,
  relations: Entity['relations'] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, annotations: { 'slipway.dev/component': name } },
  relations,
});
const entities = [
  entity('Component', 'shop', [
    { type: 'dependencyOf', targetRef: 'component:default/cart' },
    { type: 'providesApi', targetRef: 'api:default/shop-api' },
  ]),
  entity('API', 'shop-api', [
    { type: 'apiConsumedBy', targetRef: 'component:default/mobile' },
    { type: 'apiConsumedBy', targetRef: 'component:default/shop' },
  ]),
  entity('Component', 'lonely'),
];

function renderField(name: string, onChange = jest.fn()) {
  // The form library passes dozens of properties; these are what the field reads.
  const props = {
    formData: undefined,
    formContext: { formData: { component: `component:default/${name}` } },
    onChange,
    schema: { title: 'Name of the component' },
    uiSchema: {},
    rawErrors: [],
    required: true,
  } as unknown as Props;
  renderWithGitOps(<DecommissionConfirmation {...props} />, {}, [
    [catalogApiRef, catalogApiMock({ entities })],
  ]);
  return onChange;
}

describe('DecommissionConfirmation', () => {
  it('shows what depends on the component and on its API, but not itself', async () => {
    renderField('shop');
    const list = await screen.findByRole('list', {
      name: 'What depends on it',
    });
    const items = within(list).getAllByRole('listitem');
    expect(items).toHaveLength(2);
    expect(items[0]).toHaveTextContent('cart');
    expect(items[1]).toHaveTextContent(/mobile.*consumes.*shop-api/);
  });

  it('answers only with the exact name', async () => {
    const onChange = renderField('lonely');
    const field = await screen.findByRole('textbox', {
      name: /Name of the component/,
    });
    expect(screen.getByText(/nothing that depends on it/)).toBeVisible();
    await userEvent.type(field, 'lone');
    expect(onChange.mock.calls.flat()).not.toContain('lone');
    await userEvent.type(field, 'ly');
    expect(onChange).toHaveBeenLastCalledWith('lonely');
    await userEvent.type(field, '!');
    expect(onChange).toHaveBeenLastCalledWith(undefined);
    expect(field).toBeInvalid();
  });
});
