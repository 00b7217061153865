import type { Availability } from '@slipway/plugin-gitops-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ComponentProps } from 'react';
import { makeGitOpsApi } from '../../__testUtils__/makeGitOpsApi';
import { renderWithGitOps } from '../../__testUtils__/renderWithGitOps';
import { ComponentName } from './ComponentName';
import { validateName } from './validateName';

type Props = ComponentProps<typeof ComponentName>;

const Field = () => {
  const [name, setName] = useState<string>();
  // The form library passes dozens of properties; these are what the field reads.
  const props = {
    formData: name,
    onChange: setName,
    schema: { title: 'Name' },
    uiSchema: {},
    rawErrors: [],
    required: true,
    idSchema: { $id: 'root_name' },
  } as unknown as Props;
  return <ComponentName {...props} />;
};

const taken: Availability = {
  component: 'shop',
  available: false,
  checks: [
    {
      id: 'repository',
      status: 'conflict',
      message: 'Repository acme/shop exists already.',
      url: 'http://forge.example/acme/shop',
    },
  ],
};

describe('ComponentName', () => {
  it('refuses a malformed name at once and asks nobody', async () => {
    const getAvailability = jest.fn();
    renderWithGitOps(<Field />, { getAvailability });
    await userEvent.type(await screen.findByRole('textbox'), 'My_Shop');
    expect(screen.getByRole('status')).toHaveTextContent(
      'Use lower-case letters only.',
    );
    expect(screen.getByRole('textbox')).toBeInvalid();
    expect(getAvailability).not.toHaveBeenCalled();
  });

  it('asks once after typing, and says that a name is free', async () => {
    const getAvailability = jest.fn(async (component: string) => ({
      component,
      available: true,
      checks: [],
    }));
    renderWithGitOps(<Field />, { getAvailability });
    await userEvent.type(await screen.findByRole('textbox'), 'shop');
    expect(screen.getByText(/Checking whether it is free/)).toBeVisible();
    expect(await screen.findByText('Free')).toBeVisible();
    expect(getAvailability.mock.calls.map(([name]) => name)).toEqual(['shop']);
  });

  it('links to what has the name, and tells how a failed creation is continued', async () => {
    renderWithGitOps(<Field />, { getAvailability: async () => taken });
    await userEvent.type(await screen.findByRole('textbox'), 'shop');
    expect(
      await screen.findByText(/Repository acme\/shop exists already/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: /Show it/ })).toHaveAttribute(
      'href',
      'http://forge.example/acme/shop',
    );
    expect(screen.getByRole('status')).toHaveTextContent('press Retry');
  });

  it('does not take silence for yes', async () => {
    renderWithGitOps(<Field />, {
      getAvailability: async () => {
        throw new Error('down');
      },
    });
    await userEvent.type(await screen.findByRole('textbox'), 'shop');
    expect(
      await screen.findByText(/not known whether it is free/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Check again' })).toBeVisible();
  });

  it('stops the form on what it would stop the task on', async () => {
    const messages = async (
      name: string | undefined,
      availability?: Availability,
    ) => {
      const addError = jest.fn();
      const api = makeGitOpsApi({
        getAvailability: async component => {
          if (!availability) {
            throw new Error('down');
          }
          return { ...availability, component };
        },
      });
      const apiHolder = { get: () => api as never };
      await validateName(name, { addError }, { apiHolder });
      return addError.mock.calls.flat();
    };
    const free = { component: 'shop', available: true, checks: [] };
    expect(await messages('shop', free)).toEqual([]);
    expect(await messages(undefined, free)).toEqual(['Enter a name.']);
    expect(await messages('9shop', free)).toEqual(['Start with a letter.']);
    expect(await messages('shop', taken)).toEqual([taken.checks[0].message]);
    expect(await messages('shop')).toEqual([
      expect.stringContaining('not known whether the name is free'),
    ]);
  });
});
