import express from 'express';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

// As it is built: this is build/server/index.js, and what browsers load is in build/client.
const client = fileURLToPath(new URL('../client', import.meta.url));
const assets = express
  .Router()
  // Names below /assets carry a hash of their content; everything else may change at any time.
  .use(
    '/assets',
    express.static(`${client}/assets`, { immutable: true, maxAge: '1y' }),
  )
  .use(express.static(client, { index: false }));

process.exitCode = await run(process.argv.slice(2), process.env, assets);
