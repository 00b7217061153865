import { withoutQuotedSecrets } from './quotedSecrets';

const CANARY = 'canary-5f2b8c1d9e';

describe('withoutQuotedSecrets', () => {
  it.each([
    ['a malformed Secret', `kind: Secret\nstringData:\n  word: ${CANARY}: [\n`],
    ['a Secret in JSON', `{\n"kind": "Secret",\n"data": {"a": "${CANARY}"}}`],
    ['a text in a Secret', `kind: Secret\ndata: |\n  ${CANARY}\n`],
    [
      'literals',
      `secretGenerator:\n- name: x\n  literals:\n  - 'word=${CANARY}'\n`,
    ],
    ['literals in a row', `secretGenerator:\n- literals: [a=b, ${CANARY}]\n`],
    ['variables', `A=b\nWORD=${CANARY}\n`],
  ])('hides what stands in %s', (_, text) => {
    expect(
      withoutQuotedSecrets(`invalid source [${CANARY}], expected key=value`, [
        'kind: Service\n',
        text,
      ]),
    ).toBe('invalid source [(hidden)], expected key=value');
  });

  it('hides what YAML’s parser quotes, and what looks like a secret', () => {
    expect(
      withoutQuotedSecrets(
        'yaml: line 6: cannot unmarshal !!str `canary-...` into map; password: hunter22',
        [],
      ),
    ).toBe(
      'yaml: line 6: cannot unmarshal !!str (hidden) into map; password: (hidden)',
    );
  });

  it('leaves names of files and objects to find the fault by', () => {
    const message =
      'no matches for Id Deployment.v1.apps/shop-backend in overlays/dev/kustomization.yaml';
    expect(
      withoutQuotedSecrets(message, [
        'resources:\n- shop-backend.yaml\nsecretGenerator:\n- name: shop-backend\n  files:\n  - kustomization.yaml\n',
        'kind: Secret\nmetadata:\n  name: shop-backend\n',
      ]),
    ).toBe(message);
  });
});
