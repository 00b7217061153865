import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { createForge } from './createForge.ts';

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? `${error.message}: ${error.cause.message}`
    : error.message;
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (!values.config)
    throw new Error('Say where the configuration is: --config FILE');
  const config = await readConfig(values.config);
  const forge = await createForge({
    ...config,
    contractReport:
      config.contractReport ?? process.env.SLIPWAY_CONTRACT_REPORT,
  });
  const stop = () => {
    forge.close().catch((error: unknown) => {
      process.stderr.write(`forge: ${describe(error)}\n`);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(
    `${JSON.stringify({ event: 'listening', url: forge.url })}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`forge: ${describe(error)}\n`);
  process.exitCode = 1;
});
