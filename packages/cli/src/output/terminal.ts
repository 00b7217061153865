import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Writing for people: plain when the output is no terminal, when NO_COLOR is set, or when TERM is dumb. */
export class Terminal {
  readonly #stream: NodeJS.WriteStream;
  readonly interactive: boolean;
  readonly #colour: boolean;

  constructor(
    stream: NodeJS.WriteStream = process.stdout,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.#stream = stream;
    this.interactive = stream.isTTY === true && env.TERM !== 'dumb' && !env.CI;
    this.#colour =
      stream.isTTY === true && env.TERM !== 'dumb' && !env.NO_COLOR;
  }

  get columns(): number {
    return this.#stream.columns || 80;
  }

  /** How wide a line can be without being broken. */
  get room(): number {
    return this.#stream.isTTY === true ? this.columns : Infinity;
  }

  line(text = ''): void {
    this.#stream.write(`${text}\n`);
  }

  raw(text: string): void {
    this.#stream.write(text);
  }

  style(style: Style, text: string): string {
    return this.#colour
      ? styleText(style, text, { validateStream: false })
      : text;
  }
}
