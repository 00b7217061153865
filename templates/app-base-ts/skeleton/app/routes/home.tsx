import { data, Form } from 'react-router';
import { z } from 'zod';
import { requestContext } from '../context.ts';
import type { Route } from './+types/home';

const greetingForm = z.object({
  name: z
    .string({ error: 'Enter a name.' })
    .trim()
    .min(1, 'Enter a name.')
    .max(50, 'Enter at most 50 characters.'),
});

export function loader({ context }: Route.LoaderArgs) {
  return { service: context.get(requestContext).service };
}

export async function action({ request }: Route.ActionArgs) {
  const fields = Object.fromEntries(await request.formData());
  const form = greetingForm.safeParse(fields);
  return form.success
    ? { greeting: `Hello, ${form.data.name}.`, problem: undefined }
    : data({ greeting: undefined, problem: form.error.issues[0]?.message }, 400);
}

export default function Home({ loaderData, actionData }: Route.ComponentProps) {
  const { greeting, problem } = actionData ?? {};
  return (
    <>
      <title>{loaderData.service}</title>
      <h1>{loaderData.service}</h1>
      <Form method="post" action="?index">
        <label htmlFor="name">Your name</label>
        <input
          id="name"
          name="name"
          autoComplete="name"
          maxLength={50}
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby="answer"
        />
        <button type="submit">Greet</button>
        <p id="answer" role="status">
          {greeting ?? problem}
        </p>
      </Form>
    </>
  );
}
