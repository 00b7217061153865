import assert from 'node:assert/strict';

/** For `assert.rejects`: the forge refused with this status, in such words. */
export const refused =
  (status: number, message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof Error && 'status' in error, String(error));
    assert.equal(error.status, status, error.message);
    assert.match(error.message, message);
    return true;
  };
