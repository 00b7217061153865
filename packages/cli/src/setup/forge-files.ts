import { join } from 'node:path';
import { writeFileAtomically } from '../system/files.ts';
import {
  ARGOCD_BOT,
  ORGANISATION,
  PEOPLE,
  PORTAL_BOT,
  TEAMS,
} from './people.ts';
import type { Settings } from './settings.ts';

/** Writes the forge's configuration and the seed of its accounts; returns the configuration's path. */
export async function writeForgeFiles(settings: Settings): Promise<string> {
  const directory = join(settings.workspace.stateDir, 'forge');
  const seedFile = join(directory, 'seed.json');
  const configFile = join(directory, 'config.json');
  await writeFileAtomically(seedFile, json(forgeSeed(settings)), 0o600);
  await writeFileAtomically(
    configFile,
    json({
      port: settings.config.ports.forge,
      dataDir: join(directory, 'data'),
      baseUrl: settings.forgeUrl,
      seedFile,
      ...(settings.contractReport
        ? { contractReport: settings.contractReport }
        : {}),
    }),
    0o600,
  );
  return configFile;
}

/** The accounts of the local forge, in its seed format. */
export function forgeSeed({ secrets, portalUrl }: Settings) {
  const org = ORGANISATION.login;
  const bot = (login: string, name: string, tokens: string[]) => ({
    login,
    name,
    email: `${login}@${org}.example`,
    password: secrets.passwords[login],
    tokens,
  });
  return {
    orgs: [ORGANISATION],
    users: [
      ...PEOPLE.map(({ login, name }) => ({
        login,
        name,
        email: `${login}@${org}.example`,
        password: secrets.passwords[login],
        tokens: [],
      })),
      bot(PORTAL_BOT, 'Slipway', [secrets.tokens.portal]),
      bot(ARGOCD_BOT, 'Argo CD', [secrets.tokens.argocd]),
    ],
    members: [
      ...PEOPLE.map(({ login }) => ({ org, login, role: 'member' })),
      { org, login: PORTAL_BOT, role: 'admin' },
      { org, login: ARGOCD_BOT, role: 'member' },
    ],
    teams: TEAMS.map(({ slug, name }) => ({
      org,
      slug,
      name,
      members: PEOPLE.filter(({ team }) => team === slug).map(
        ({ login }) => login,
      ),
    })),
    oauthApps: [
      {
        name: 'Slipway',
        ...secrets.oauth,
        callbackUrl: `${portalUrl}/api/auth/github/handler/frame`,
      },
    ],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
