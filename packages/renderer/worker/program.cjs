'use strict';

const { Sandbox } = require('./sandbox.cjs');

const MOST_REPLY_BYTES = 64 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;

/** One instance of the program: JSON in, JSON out. Once it has thrown it is of no more use. */
class Program {
  #sandbox = new Sandbox();
  #exports;
  #mostBytes;

  /**
   * @param {WebAssembly.Module} module
   * @param {number} mostBytes how far its memory can grow
   */
  constructor(module, mostBytes) {
    const imports = this.#sandbox.imports(module);
    this.#exports = new WebAssembly.Instance(module, imports).exports;
    this.#mostBytes = mostBytes;
    this.#sandbox.attach(this.#exports.memory);
    this.#exports._initialize();
  }

  /** How much memory it has come to use; it never gives any back. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Whether there was no memory left, as far as can be seen from what is left behind. */
  get outOfMemory() {
    return (
      this.#sandbox.outOfMemory ||
      this.memoryBytes + PAGE_BYTES > this.#mostBytes
    );
  }

  /**
   * @param {unknown} request
   * @returns {unknown}
   */
  call(request) {
    const input = Buffer.from(JSON.stringify(request));
    const { memory, slipway_alloc, slipway_call, slipway_free } = this.#exports;
    const address = slipway_alloc(input.length) >>> 0;
    new Uint8Array(memory.buffer, address, input.length).set(input);
    const result = BigInt.asUintN(64, slipway_call(address, input.length));
    slipway_free(address);
    const start = Number(result >> 32n);
    const length = Number(result & 0xffff_ffffn);
    try {
      if (length > MOST_REPLY_BYTES) {
        const message = `The result is larger than ${MOST_REPLY_BYTES} bytes; split the deployment`;
        return { ok: false, error: { reason: 'limit', message } };
      }
      return JSON.parse(
        Buffer.from(memory.buffer, start, length).toString('utf8'),
      );
    } finally {
      slipway_free(start);
    }
  }
}

module.exports = { Program };
