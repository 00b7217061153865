import { parseArgs } from 'node:util';
import { buildRenderer } from '../../build/buildRenderer.ts';
import { compareFolder } from './compare.ts';
import { fetchRepository } from './fetch.ts';
import { startProgram } from './program.ts';
import { repositories } from './repositories.ts';

/** Compares the renderer with `kustomize build` and `helm template` on public repositories. */
const { values } = parseArgs({
  options: {
    /** A folder with kustomize and helm, of the versions in go.mod. */
    programs: { type: 'string' },
    /** A folder with clones, in place of GitHub. */
    from: { type: 'string' },
    /** Further folders to compare, which are not fetched. */
    folder: { type: 'string', multiple: true, default: [] },
  },
});
if (!values.programs) {
  throw new Error('Name the folder of kustomize and helm with --programs');
}
const program = await startProgram(await buildRenderer());
const folders = values.folder.map(folder => ({ name: folder, folder }));
for (const repository of repositories) {
  const folder = await fetchRepository(repository, values.from);
  folders.push({ name: repository.name, folder });
}
for (const { name, folder } of folders) {
  const counts = await compareFolder(folder, values.programs, program);
  console.log(
    `${name}: ${counts.same} the same, ${counts.refused} refused by both, ${counts.different.length} different`,
  );
  for (const line of counts.different) console.log(`  ${line}`);
  if (counts.different.length > 0) process.exitCode = 1;
}
