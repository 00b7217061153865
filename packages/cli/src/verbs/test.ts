import type { Verb } from '../cli/verb.ts';
export const testVerb: Verb = {
  name: 'test',
  summary: 'x',
  async run() {
    return 0;
  },
};
