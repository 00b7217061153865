import type { Verb } from '../cli/verb.ts';
import { table } from '../output/format.ts';
import { ExitCode, Problem } from '../problem.ts';

/** `./slipway licenses` */
export const licensesVerb: Verb = {
  name: 'licenses',
  summary: 'Check the licences of everything the product is made of',
  options: { json: { type: 'boolean', help: 'list all packages as JSON' } },
  async run({ workspace, options }) {
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
    const { productionPackages } = await import('../licenses/packages.ts');
    const { isAllowed } = await import('../licenses/expression.ts');
    const { ALLOWED_LICENSES, EXCEPTIONS } =
      await import('../licenses/policy.ts');
    const packages = await productionPackages(workspace.root);
    if (options.json) {
      process.stdout.write(`${JSON.stringify(packages, null, 2)}\n`);
      return ExitCode.ok;
    }
    const refused = packages.filter(
      ({ name, license }) =>
        !isAllowed(license, ALLOWED_LICENSES) && !EXCEPTIONS[name],
    );
    if (refused.length > 0) {
      process.stdout.write(
        `${table(refused.map(p => [p.name, p.version, p.license]))}\n`,
      );
      throw new Problem(
        `${refused.length} of ${packages.length} packages have a licence that packages/cli/src/licenses/policy.ts does not allow; replace them, or name them there with a reason`,
      );
    }
    process.stdout.write(
      `${packages.length} packages, all under allowed licences\n`,
    );
    return ExitCode.ok;
  },
};
