/** The API no longer knows the version of a list that it was asked to go on from. */
export class ExpiredError extends Error {
  override readonly name = 'ExpiredError';
}
