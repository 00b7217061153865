import { CSRF_FIELD } from '../oauth/csrf.ts';
import { html, type Html } from './html.ts';

/** The field that proves that a form is the forge's own. */
export function hiddenCsrf(token: string): Html {
  return html`<input type="hidden" name=${CSRF_FIELD} value=${token} />`;
}
