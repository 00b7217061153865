import { act, render, screen } from '@testing-library/react';
import { Computing } from './Computing';

describe('Computing', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('says what takes so long only once it does', () => {
    render(<Computing />);
    act(() => jest.advanceTimersByTime(1_900));
    expect(screen.queryByText(/The plan is being made/)).toBeNull();
    act(() => jest.advanceTimersByTime(1_200));
    expect(screen.getByText(/The plan is being made/)).toHaveTextContent(
      '(3 s)',
    );
  });
});
