import { parse } from 'yaml';
import { editAppProject } from './appProject';

const FILE = 'clusters/yc/projects/team-shop.yaml';
const rights = {
  team: 'team-shop',
  namespaces: ['shop-dev', 'shop-prod'],
  sourceRepos: ['http://localhost:7010/acme/infra-gitops.git'],
};

describe('editAppProject', () => {
  it('makes a project that allows namespaces and nothing else of the cluster', () => {
    const project = parse(editAppProject(undefined, FILE, rights));
    expect(project).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'team-shop', namespace: 'argocd' },
      spec: {
        sourceRepos: ['http://localhost:7010/acme/infra-gitops.git'],
        destinations: [
          { namespace: 'shop-dev', server: 'https://kubernetes.default.svc' },
          { namespace: 'shop-prod', server: 'https://kubernetes.default.svc' },
        ],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    });
  });

  it('returns the very same text the second time', () => {
    const once = editAppProject(undefined, FILE, rights);
    expect(editAppProject(once, FILE, rights)).toBe(once);
  });

  it('adds a second component and keeps comments and whatever else is there', () => {
    const first = `# Ask the platform team before you edit this.
${editAppProject(undefined, FILE, rights)}  roles: [] # none yet
`;
    const text = editAppProject(first, FILE, {
      ...rights,
      namespaces: ['cart-dev', 'shop-dev'],
    });
    expect(text).toContain('# Ask the platform team');
    expect(text).toContain('roles: [] # none yet');
    expect(
      parse(text).spec.destinations.map(
        (one: { namespace: string }) => one.namespace,
      ),
    ).toEqual(['shop-dev', 'shop-prod', 'cart-dev']);
  });

  it('does not take the same namespace on another cluster for the right', () => {
    const other = editAppProject(undefined, FILE, rights).replaceAll(
      'https://kubernetes.default.svc',
      'https://elsewhere',
    );
    expect(
      parse(editAppProject(other, FILE, rights)).spec.destinations,
    ).toHaveLength(4);
  });

  it.each([
    ['another team’s project', { ...rights, team: 'team-cart' }],
    ['a wildcard namespace', { ...rights, namespaces: ['*'] }],
    ['a namespace with syntax', { ...rights, namespaces: ['a\n- b'] }],
  ])('refuses %s', (_what, wanted) => {
    const present = editAppProject(undefined, FILE, rights);
    expect(() => editAppProject(present, FILE, wanted)).toThrow();
  });

  it('refuses to write into what is no project', () => {
    expect(() => editAppProject('kind: Secret\n', FILE, rights)).toThrow(
      `${FILE}:1:1`,
    );
  });
});
