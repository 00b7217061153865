import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Propose the manifests below `gitops/` to the configured GitOps repository.',
    example: stringify({
      steps: [
        {
          id: 'pullRequest',
          name: 'Open the GitOps pull request',
          action: 'gitops:pull-request',
          input: {
            component: 'shop',
            owner: 'team-shop',
            environments: ['dev', 'prod'],
            sourcePath: 'gitops',
          },
        },
      ],
    }),
  },
  {
    description:
      'Propose them to another GitOps repository, with words of your own.',
    example: stringify({
      steps: [
        {
          id: 'pullRequest',
          name: 'Open the GitOps pull request',
          action: 'gitops:pull-request',
          input: {
            repoUrl: 'github.com?owner=acme&repo=infra-gitops',
            component: 'shop',
            owner: 'team-shop',
            environments: ['dev'],
            sourcePath: 'gitops',
            title: 'Bring shop to dev',
            description: 'Part of the summer launch.',
          },
        },
      ],
    }),
  },
];
