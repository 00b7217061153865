import { countWords } from '../words';

/** A text that grows only as far as there is room for it. */
export class Budget {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Adds a text if it fits; `room` is how long the whole may become. */
  add(text: string, room: number): boolean {
    const fits = this.text.length + text.length <= room;
    if (fits) {
      this.text += text;
    }
    return fits;
  }

  /** Adds as many of some texts as fit, and says how many did not. */
  addEach(texts: readonly string[], room: number, noun: string) {
    // Room for the line that counts what is left out.
    const reserve = 100;
    const left = texts.findIndex((text, index) => {
      const isLast = index === texts.length - 1;
      return !this.add(text, isLast ? room : room - reserve);
    });
    if (left >= 0) {
      this.add(
        `\n${countWords(texts.length - left, noun)} left out: the plan has them.\n`,
        room,
      );
    }
  }
}
