import plugin from './index';

describe('gitopsPlugin', () => {
  it('offers what the app and its configuration name', () => {
    const ids = [
      'api:gitops',
      'page:gitops',
      'entity-content:gitops/delivery',
      'entity-card:gitops/delivery',
      'entity-content:gitops/history',
      'entity-content:gitops/board',
      'home-page-widget:gitops/needs-me',
      'home-page-widget:gitops/my-services',
      'home-page-widget:gitops/open-pull-requests',
      'scaffolder-form-field:gitops/component-name',
      'scaffolder-form-field:gitops/environments-picker',
      'scaffolder-form-field:gitops/overlays-picker',
      'scaffolder-form-field:gitops/decommission-confirmation',
    ] as const;
    expect(ids.filter(id => !plugin.getExtension(id))).toEqual([]);
  });
});
