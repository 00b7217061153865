import { hiddenCsrf } from '../pages/forms.ts';
import { html, type Html } from '../pages/html.ts';

/** The form that asks for login and password. */
export function signInPage(form: {
  csrf: string;
  returnTo: string;
  appName?: string;
  login?: string;
  error?: string;
}): Html {
  return html`<section class="sign-in">
    <h1>Sign in</h1>
    <p class="note">
      ${
        form.appName
          ? html`to continue to <strong>${form.appName}</strong>`
          : 'to the local forge'
      }
    </p>
    ${form.error && html`<p class="alert" role="alert">${form.error}</p>`}
    <form method="post" action="/login">
      ${hiddenCsrf(form.csrf)}
      <input type="hidden" name="return_to" value=${form.returnTo} />
      <label for="login">Username</label>
      <input
        id="login"
        name="login"
        value=${form.login ?? ''}
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
      />
      <button class="primary" type="submit">Sign in</button>
    </form>
  </section>`;
}
