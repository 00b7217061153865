import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeCreation } from '../../../__testUtils__/creation';
import { fileTree, formatSize } from './fileTree';
import { RepositoryFiles } from './RepositoryFiles';

const { files = [] } = makeCreation().repository ?? {};

describe('RepositoryFiles', () => {
  it('shows the README first, and folders closed, with what they hold', () => {
    render(<RepositoryFiles files={files} />);
    expect(
      screen.getByRole('textbox', { name: 'Text of README.md' }),
    ).toHaveTextContent('# shop');
    const rows = screen.getAllByRole('row').map(row => row.textContent);
    expect(rows).toEqual(['backend2 · 6.0 KiB', 'README.md, shown7 B']);
  });

  it('is used by the keyboard alone', async () => {
    render(<RepositoryFiles files={files} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowDown}{Enter}');
    expect(
      screen.getByRole('textbox', { name: 'Text of backend/main.go' }),
    ).toHaveTextContent('package main');
    await userEvent.keyboard('{ArrowUp}{Enter}{ArrowDown}{Enter}');
    expect(screen.getByText(/not text, or too long/)).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });

  it('opens and closes folders by pressing them', async () => {
    render(<RepositoryFiles files={files} />);
    const folder = () => screen.getByRole('row', { name: /backend/ });
    await userEvent.click(folder());
    expect(folder()).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(screen.getByRole('row', { name: /main.go/ }));
    expect(screen.getByText('backend/main.go')).toBeVisible();
    await userEvent.click(folder());
    expect(folder()).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('fileTree', () => {
  it('takes any name as a name', () => {
    const tree = fileTree([
      { path: '__proto__/constructor', size: 1 },
      { path: 'b', size: 2 },
      { path: 'a', size: 3 },
    ]);
    expect(tree.map(({ id, count }) => [id, count])).toEqual([
      ['__proto__/', 1],
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('says sizes in the unit that fits', () => {
    expect([1023, 1536, 3 * 1024 ** 2].map(formatSize)).toEqual([
      '1023 B',
      '1.5 KiB',
      '3.0 MiB',
    ]);
  });
});
