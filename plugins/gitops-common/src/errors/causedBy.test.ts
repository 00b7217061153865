import { NotFoundError } from '@backstage/errors';
import { causedBy } from './causedBy';

it('keeps the cause out of the message and of replies', () => {
  const cause = new Error('inner');
  const error = causedBy(new NotFoundError('There is none'), cause);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error.cause).toBe(cause);
  expect(error.message).toBe('There is none');
  expect(JSON.stringify(error)).not.toContain('inner');
});
