import { data, Form, redirect } from 'react-router';
import { z } from 'zod';
import { requestContext } from '../context.ts';
import type { Route } from './+types/notes';

const noteForm = z.object({
  text: z
    .string({ error: 'Write something.' })
    .trim()
    .min(1, 'Write something.')
    .max(500, 'Write at most 500 characters.')
    // PostgreSQL stores every character but this one.
    .refine(text => !text.includes('\0'), 'Write text only.'),
});

export async function loader({ context }: Route.LoaderArgs) {
  return { notes: await context.get(requestContext).notes.latest() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const fields = Object.fromEntries(await request.formData());
  const form = noteForm.safeParse(fields);
  if (!form.success) {
    return data({ problem: form.error.issues[0]?.message }, 400);
  }
  await context.get(requestContext).notes.add(form.data.text);
  return redirect('/notes');
}

export default function Notes({ loaderData, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem;
  return (
    <>
      <title>Notes</title>
      <h1>Notes</h1>
      <Form method="post">
        <label htmlFor="text">A note for everyone</label>
        <input
          id="text"
          name="text"
          maxLength={500}
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby="problem"
        />
        <button type="submit">Add</button>
        <p id="problem" role="status">
          {problem}
        </p>
      </Form>
      <ul>
        {loaderData.notes.map(note => (
          <li key={note.id}>
            {note.text}{' '}
            <time dateTime={note.created.toISOString()}>
              {note.created.toISOString().slice(0, 10)}
            </time>
          </li>
        ))}
      </ul>
    </>
  );
}
