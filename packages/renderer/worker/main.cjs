'use strict';

/**
 * A worker of the renderer. Plain JavaScript, because it is started from the sources, by Jest and
 * from the built package alike. `src/pool/messages.ts` describes what it is sent and what it answers.
 */

const { parentPort, workerData } = require('node:worker_threads');
const { LRUCache } = require('lru-cache');
const { Program } = require('./program.cjs');
const { warmUp } = require('./warmUp.cjs');

const program = new Program(workerData.module, workerData.memoryBytes);
warmUp(program);
const texts = new LRUCache({
  maxSize: workerData.textBytes,
  sizeCalculation: text => text.length + 1,
});

parentPort.on('message', message => {
  try {
    parentPort.postMessage(answer(message));
  } catch (error) {
    parentPort.postMessage({
      kind: 'broken',
      outOfMemory: program.outOfMemory,
      message: String(error?.message ?? error),
    });
  }
});
parentPort.postMessage({ kind: 'ready' });

function answer({ request, inputs, files = [], texts: sent }) {
  /** @type {Map<string, string>} */
  const contents = new Map();
  const missing = [];
  for (const [path, oid] of files) {
    const text = sent.get(oid) ?? texts.get(oid);
    if (text === undefined) missing.push(oid);
    else contents.set(path, text);
  }
  // Kept only now: what was found above must not be evicted by what came along.
  for (const [oid, text] of sent) texts.set(oid, text);
  if (missing.length > 0) return { kind: 'missing', oids: missing };
  return {
    kind: 'done',
    reply: program.call(request, {
      files: [...contents.keys()],
      texts: inputs ?? [...contents.values()],
    }),
    memoryBytes: program.memoryBytes,
  };
}
