import { type Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps } from 'react';
import { environments } from '../../__testUtils__/fixtures';
import { renderWithGitOps } from '../../__testUtils__/renderWithGitOps';
import { missingOverlays } from './missingOverlays';
import { OverlaysPicker } from './OverlaysPicker';

type Props = ComponentProps<typeof OverlaysPicker>;

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations: { 'slipway.dev/component': 'shop' } },
};

function renderField(component: string | undefined, onChange = jest.fn()) {
  // The form library passes dozens of properties; these are what the field reads.
  const props = {
    formData: undefined,
    formContext: { formData: { component } },
    onChange,
    schema: { title: 'Environments and clusters' },
    uiSchema: {},
    rawErrors: [],
    required: true,
  } as unknown as Props;
  renderWithGitOps(<OverlaysPicker {...props} />, {}, [
    [catalogApiRef, catalogApiMock({ entities: [shop] })],
  ]);
}

describe('OverlaysPicker', () => {
  it('asks for a component first', async () => {
    renderField(undefined);
    expect(await screen.findByText('Choose a component first.')).toBeVisible();
  });

  it('says when the catalog has no such component', async () => {
    renderField('component:default/gone');
    expect(await screen.findByRole('alert')).toBeVisible();
  });

  it('offers what the chosen component lacks', async () => {
    const onChange = jest.fn();
    renderField('component:default/shop', onChange);
    const boxes = await screen.findAllByRole('checkbox');
    await userEvent.click(boxes[0]);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onChange.mock.calls[0][0]).toHaveLength(1);
  });

  it('offers one overlay a cluster, never two', () => {
    const names = (present: string[]) =>
      missingOverlays(environments, present).map(one => one.name);
    expect(names([])).toEqual(['dev', 'prod', 'prod-yc', 'prod-vk']);
    expect(names(['dev', 'prod'])).toEqual(['prod-yc', 'prod-vk']);
    expect(names(['dev', 'prod-yc'])).toEqual(['prod-vk']);
    expect(names(['dev', 'prod-yc', 'prod-vk'])).toEqual([]);
  });
});
