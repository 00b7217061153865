import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ComponentProps } from 'react';
import {
  refusal,
  renderWithGitOps,
} from '../../__testUtils__/renderWithGitOps';
import { EnvironmentsPicker } from './EnvironmentsPicker';

type Props = ComponentProps<typeof EnvironmentsPicker>;

const Field = ({ onChange }: { onChange: (value?: string[]) => void }) => {
  const [chosen, setChosen] = useState<string[]>([]);
  // The form library passes dozens of properties; these are what the field reads.
  const props = {
    formData: chosen,
    onChange: (value?: string[]) => {
      setChosen(value ?? []);
      onChange(value);
    },
    schema: { title: 'Environments' },
    uiSchema: {},
    rawErrors: [],
    required: true,
  } as unknown as Props;
  return <EnvironmentsPicker {...props} />;
};

describe('EnvironmentsPicker', () => {
  it('starts with all, shows their clusters, and keeps the order of promotion', async () => {
    const onChange = jest.fn();
    renderWithGitOps(<Field onChange={onChange} />);
    const dev = await screen.findByRole('checkbox', {
      name: /dev on Yandex Cloud/,
    });
    const prod = screen.getByRole('checkbox', {
      name: /prod on Yandex Cloud and vk, synced by hand/,
    });
    expect(dev).toBeChecked();
    expect(prod).toBeChecked();
    await userEvent.click(dev);
    await userEvent.click(dev);
    expect(onChange.mock.calls).toEqual([
      [['dev', 'prod']],
      [['prod']],
      [['dev', 'prod']],
    ]);
  });

  it('says why environments are not known', async () => {
    renderWithGitOps(<Field onChange={jest.fn()} />, {
      getEnvironments: async () => {
        throw await refusal(503, 'The GitOps repository is not read yet.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The GitOps repository is not read yet.',
    );
  });
});
