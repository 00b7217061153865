import assert from 'node:assert/strict';

/** What a test sees of a page. */
export interface Seen {
  status: number;
  html: string;
  headers: Headers;
  /** where a redirect leads, as it was sent */
  location: string | null;
}

/** As much of a browser as forms and cookies need; follows no redirect by itself. */
export class TestBrowser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  async get(path: string): Promise<Seen> {
    return this.#send(path, {});
  }

  /** Sends fields without looking at a form; `headers` as another site would set them. */
  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    const body = new URLSearchParams(fields);
    return this.#send(path, { method: 'POST', body, headers });
  }

  /** Fills in the form of a page that goes to `action`, hidden fields included. */
  async submit(
    page: Seen,
    action: string,
    fields: Record<string, string>,
  ): Promise<Seen> {
    const form = new RegExp(
      `<form [^>]*action="${action}"[^>]*>(.*?)</form>`,
      's',
    ).exec(page.html)?.[1];
    assert.ok(form, `no form for ${action}`);
    const hidden = [
      ...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g),
    ].map(([, name, value]) => [name, unescapeHtml(value)]);
    return this.post(action, { ...Object.fromEntries(hidden), ...fields });
  }

  /** Signs in through the form. */
  async signIn(login: string, password: string): Promise<Seen> {
    const form = await this.get('/login');
    return this.submit(form, '/login', { login, password });
  }

  async #send(path: string, init: RequestInit): Promise<Seen> {
    const cookie = [...this.#cookies].map(pair => pair.join('=')).join('; ');
    const response = await fetch(new URL(path, this.#base), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return {
      status: response.status,
      html: await response.text(),
      headers: response.headers,
      location: response.headers.get('location'),
    };
  }
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
