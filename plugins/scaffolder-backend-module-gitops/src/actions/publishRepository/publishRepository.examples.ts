import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Publish the skeleton below `service/` as a private, protected repository.',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the repository',
          action: 'gitops:publish-repository',
          input: {
            repoUrl: 'github.com?owner=acme&repo=shop',
            component: 'shop',
            owner: 'team-shop',
            description: 'The shop',
            sourcePath: 'service',
          },
        },
      ],
    }),
  },
];
