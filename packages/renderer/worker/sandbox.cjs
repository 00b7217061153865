'use strict';

/**
 * All that the program can reach: a clock, random numbers, and a place for its last words.
 * Node's own WASI offers files too and warns of untrusted code, so it is not used.
 */

const { randomFillSync } = require('node:crypto');

const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;
const NOT_SUPPORTED = 52;
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const OUT_OF_MEMORY = /out of memory|cannot allocate memory/;
const KEPT_WORDS = 4096;
/** The program's libraries expect that it has a name. */
const NAME = Buffer.from('renderer\0');
const MODULE = 'wasi_snapshot_preview1';

/** Thrown when the program ends itself, which it only does in despair. */
class ProgramEnded extends Error {}

class Sandbox {
  /** The end of what the program wrote to its output. */
  said = '';
  /** Whether it said that there is no memory left; a long trace may follow that. */
  outOfMemory = false;
  /** @type {WebAssembly.Memory | undefined} */
  #memory;

  /** @param {WebAssembly.Memory} memory */
  attach(memory) {
    this.#memory = memory;
  }

  /**
   * An implementation of everything that the module imports; what is not ours is refused when it is called.
   *
   * @param {WebAssembly.Module} module
   * @returns {WebAssembly.Imports}
   */
  imports(module) {
    const own = this.#functions();
    /** @type {Record<string, Function>} */
    const functions = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(
      module,
    )) {
      if (from !== MODULE || kind !== 'function') {
        throw new Error(`The program may not import ${from}.${name}`);
      }
      functions[name] = own[name] ?? (() => NOT_SUPPORTED);
    }
    return { [MODULE]: functions };
  }

  /** @returns {DataView} */
  #view() {
    if (!this.#memory) throw new Error('The program has no memory yet');
    return new DataView(this.#memory.buffer);
  }

  /** @returns {Record<string, Function>} */
  #functions() {
    const nothing = (count, bytes) => {
      this.#view().setUint32(count, 0, true);
      this.#view().setUint32(bytes, 0, true);
      return SUCCESS;
    };
    return {
      args_sizes_get: (count, bytes) => {
        this.#view().setUint32(count, 1, true);
        this.#view().setUint32(bytes, NAME.length, true);
        return SUCCESS;
      },
      environ_sizes_get: nothing,
      args_get: (addresses, start) => {
        const view = this.#view();
        view.setUint32(addresses, start, true);
        new Uint8Array(view.buffer, start, NAME.length).set(NAME);
        return SUCCESS;
      },
      environ_get: () => SUCCESS,
      sched_yield: () => SUCCESS,
      fd_prestat_get: () => BAD_DESCRIPTOR,
      clock_time_get: (clock, _precision, result) => {
        const time =
          clock === 0
            ? BigInt(Date.now()) * 1_000_000n
            : process.hrtime.bigint();
        this.#view().setBigUint64(result, time, true);
        return SUCCESS;
      },
      random_get: (start, length) => {
        randomFillSync(new Uint8Array(this.#view().buffer, start, length));
        return SUCCESS;
      },
      fd_write: (descriptor, vectors, count, written) =>
        this.#write(descriptor, vectors, count, written),
      // Only timers wait here. They ring at once: the program's scheduler looks at the clock again.
      poll_oneoff: (subscriptions, events, count, ready) => {
        const view = this.#view();
        for (let index = 0; index < count; index++) {
          const event = events + index * EVENT_BYTES;
          const subscription = subscriptions + index * SUBSCRIPTION_BYTES;
          new Uint8Array(view.buffer, event, EVENT_BYTES).fill(0);
          view.setBigUint64(event, view.getBigUint64(subscription, true), true);
          view.setUint8(event + 10, view.getUint8(subscription + 8));
        }
        view.setUint32(ready, count, true);
        return SUCCESS;
      },
      proc_exit: code => {
        throw new ProgramEnded(`The program ended with status ${code}`);
      },
    };
  }

  #write(descriptor, vectors, count, written) {
    if (descriptor !== 1 && descriptor !== 2) return BAD_DESCRIPTOR;
    const view = this.#view();
    let total = 0;
    for (let index = 0; index < count; index++) {
      const start = view.getUint32(vectors + index * 8, true);
      const length = view.getUint32(vectors + index * 8 + 4, true);
      const text = Buffer.from(view.buffer, start, length).toString('latin1');
      this.said = (this.said + text).slice(-KEPT_WORDS);
      this.outOfMemory ||= OUT_OF_MEMORY.test(this.said);
      total += length;
    }
    view.setUint32(written, total, true);
    return SUCCESS;
  }
}

module.exports = { Sandbox };
