import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goBuild } from '@slipway/go-build';

/** Programs that check what the templates create. */
export interface CheckTools {
  /** The directory of all of them, for PATH. */
  bin: string;
  opa: string;
  actionlint: string;
  /** BuildKit's own rules for Dockerfiles. */
  dockerfileLint: string;
  sops: string;
  ageKeygen: string;
}

const packages = {
  opa: 'github.com/open-policy-agent/opa',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint',
  'dockerfile-lint': './cmd/dockerfile-lint',
  sops: 'github.com/getsops/sops/v3/cmd/sops',
  'age-keygen': 'filippo.io/age/cmd/age-keygen',
};

/**
 * The programs from the user's cache, compiled into it where they are not there yet: two minutes,
 * once for every set of versions.
 *
 * @throws GoBuildError that says so if Go is missing, or where the compiler's reason is
 */
export async function checkTools(): Promise<CheckTools> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const bin = await goBuild({
    name: 'check-tools',
    subject: 'the programs that check templates',
    moduleDirectory: fileURLToPath(new URL('../../tools', import.meta.url)),
    packages,
    cacheDir: join(cache, 'slipway'),
  });
  return {
    bin,
    opa: join(bin, 'opa'),
    actionlint: join(bin, 'actionlint'),
    dockerfileLint: join(bin, 'dockerfile-lint'),
    sops: join(bin, 'sops'),
    ageKeygen: join(bin, 'age-keygen'),
  };
}
