import {
  isRouteErrorResponse,
  Links,
  Meta,
  NavLink,
  Outlet,
  Scripts,
  ScrollRestoration,
} from 'react-router';
import type { Route } from './+types/root';
import { requestContext } from './context.ts';
import './styles.css';

export const middleware: Route.MiddlewareFunction[] = [
  ({ context, pattern }) => {
    context.get(requestContext).nameRoute(pattern);
  },
];

export function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <header>
          <nav aria-label="Pages">
            <NavLink to="/">Start</NavLink>
{%- if values.postgresql %}
            <NavLink to="/notes">Notes</NavLink>
{%- endif %}
{%- if values.media %}
            <NavLink to="/media">Pictures</NavLink>
{%- endif %}
          </nav>
        </header>
        <main>{children}</main>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const missing = isRouteErrorResponse(error) && error.status === 404;
  const title = missing ? 'There is no such page' : 'Something went wrong';
  return (
    <>
      <title>{title}</title>
      <h1>{title}</h1>
      <p>
        {missing
          ? 'Check the address, or begin at the start page.'
          : 'Try again in a moment. The log says what happened.'}
      </p>
    </>
  );
}
