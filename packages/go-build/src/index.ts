export { buildArguments } from './arguments.ts';
export { compile, type CompileOptions } from './compile.ts';
export { goBuild, type GoBuildOptions } from './go-build.ts';
export { GoBuildError } from './go-build-error.ts';
export { moduleFolder, requireGo, runGo, type GoOptions } from './go.ts';
export { withLock, type LockOptions } from './lock.ts';
export { markUsed, pruneVersions } from './prune.ts';
