/** Runs one call at a time and shares its outcome among all who ask meanwhile. */
export class SingleFlight<T> {
  readonly #call: () => Promise<T>;
  #running: Promise<T> | undefined;

  constructor(call: () => Promise<T>) {
    this.#call = call;
  }

  run(): Promise<T> {
    this.#running ??= this.#call().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}
