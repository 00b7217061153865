import type { OptionValues, Verb } from '../cli/verb.ts';
import { ExitCode, Problem } from '../problem.ts';
import type { OrganisationSettings } from '../gitops/render.ts';
import type { Workspace } from '../workspace.ts';

const GITHUB = 'https://github.com';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** `./slipway init` */
export const initVerb: Verb = {
  name: 'init',
  summary: 'Create the GitOps repository of an organisation, protected',
  options: {
    org: { type: 'string', value: 'NAME', help: 'the organisation (required)' },
    name: {
      type: 'string',
      value: 'NAME',
      help: 'of the repository; infra-gitops',
    },
    'platform-team': {
      type: 'string',
      value: 'SLUG',
      help: 'who reviews every change; platform',
    },
    forge: {
      type: 'string',
      value: 'URL',
      help: `GitHub Enterprise or the local forge; ${GITHUB}`,
    },
    domain: {
      type: 'string',
      value: 'DOMAIN',
      help: 'below which services are reached; example.com, to be replaced',
    },
    email: {
      type: 'string',
      value: 'ADDRESS',
      help: 'that certificate authorities write to; platform@DOMAIN',
    },
    vault: {
      type: 'string',
      value: 'URL',
      help: 'of the Vault with the secrets; https://vault.DOMAIN',
    },
    output: {
      type: 'string',
      value: 'DIR',
      help: 'write the files to an empty directory, and nothing else',
    },
    json: { type: 'boolean', help: 'print the result as JSON' },
  },
  details: [
    'The token is read from GITHUB_TOKEN; for the local forge it is known.',
    'A second run changes nothing but the protection, which it restores.',
  ],
  examples: [
    [
      'GITHUB_TOKEN=… ./slipway init --org acme --domain acme.io',
      'on github.com',
    ],
    ['./slipway init --org acme --output infra-gitops', 'to look at it first'],
  ],
  async run({ workspace, options }) {
    const org = nameOf(options, 'org');
    const name = nameOf(options, 'name', 'infra-gitops');
    const platformTeam = nameOf(options, 'platform-team', 'platform');
    const forgeUrl = addressOf(options, 'forge', GITHUB);
    const settings = settingsOf(options);
    const branch = 'main';
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);

    if (typeof options.output === 'string') {
      const { writeTemplate } = await import('../gitops/write-template.ts');
      const count = await writeTemplate(workspace.root, options.output, {
        org,
        platformTeam,
        repoUrl: `${forgeUrl}/${org}/${name}.git`,
        branch,
        platform: true,
        ...settings,
      });
      print(options, { directory: options.output, files: count }, [
        `${count} files written to ${options.output}`,
      ]);
      return ExitCode.ok;
    }

    const { initGitOpsRepository } = await import('../gitops/init.ts');
    const result = await initGitOpsRepository({
      forgeUrl,
      token: await tokenFor(workspace, forgeUrl),
      org,
      name,
      branch,
      platformTeam,
      settings,
      workspaceRoot: workspace.root,
    });
    print(options, result, [
      `${result.url} ${result.created ? 'is created' : 'exists, and was kept'}`,
      `  ${branch} is protected: a review by ${platformTeam}${
        result.requiredChecks.length > 0
          ? `, and the checks ${result.requiredChecks.join(', ')}`
          : ''
      }`,
      `Next: ${result.url}#readme`,
    ]);
    return ExitCode.ok;
  },
};

function print(options: OptionValues, json: object, lines: string[]): void {
  process.stdout.write(
    options.json
      ? `${JSON.stringify(json, null, 2)}\n`
      : `${lines.join('\n')}\n`,
  );
}

function nameOf(
  options: OptionValues,
  option: string,
  fallback?: string,
): string {
  const value = options[option] ?? fallback;
  if (typeof value === 'string' && NAME.test(value)) return value;
  throw usage(
    value === undefined
      ? `Say the organisation with --${option}, such as --${option} acme`
      : `--${option} is letters, digits, dots, dashes and underscores, at most 100`,
  );
}

function addressOf(
  options: OptionValues,
  option: string,
  fallback: string,
): string {
  const value = options[option] ?? fallback;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username) {
    throw usage(`--${option} is a web address, such as ${fallback}`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isEmail(text: string): boolean {
  const [local, domain, ...rest] = text.split('@');
  return (
    rest.length === 0 && /^[\w.+-]{1,64}$/.test(local) && DOMAIN.test(domain)
  );
}

function settingsOf(options: OptionValues): OrganisationSettings {
  const { domain, email } = options;
  if (domain !== undefined && !DOMAIN.test(String(domain))) {
    throw usage('--domain is a DNS name in lower case, such as acme.io');
  }
  if (email !== undefined && !isEmail(String(email))) {
    throw usage('--email is an address, such as platform@acme.io');
  }
  return {
    domain: domain === undefined ? undefined : String(domain),
    email: email === undefined ? undefined : String(email),
    vaultUrl:
      options.vault === undefined
        ? undefined
        : addressOf(options, 'vault', 'https://vault.acme.io'),
  };
}

/** The environment's token, or the one that `up` made for the local forge. */
async function tokenFor(
  workspace: Workspace,
  forgeUrl: string,
): Promise<string> {
  const given = process.env.GITHUB_TOKEN;
  if (given) return given;
  const { readConfig } = await import('../setup/config.ts');
  const { readSecrets } = await import('../setup/secrets.ts');
  const { ports } = await readConfig(workspace);
  const secrets = await readSecrets(workspace);
  if (secrets?.tokens && forgeUrl === `http://localhost:${ports.forge}`) {
    return secrets.tokens.portal;
  }
  throw usage(
    `Set GITHUB_TOKEN to a token for ${forgeUrl} that may administer repositories of the organisation`,
  );
}

function usage(message: string): Problem {
  return new Problem(message, { exitCode: ExitCode.usage });
}
