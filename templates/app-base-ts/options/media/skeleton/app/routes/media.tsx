import { data, Form, redirect } from 'react-router';
import { requestContext } from '../context.ts';
import type { Route } from './+types/media';

export async function loader({ context }: Route.LoaderArgs) {
  return { names: await context.get(requestContext).media.list() };
}

export async function action({ context, request }: Route.ActionArgs) {
  // The server has refused bodies that are too long already.
  const file = (await request.formData()).get('file');
  const { problem } =
    file instanceof File
      ? await context.get(requestContext).media.save(file)
      : { problem: 'Choose a picture.' };
  return problem ? data({ problem }, 400) : redirect('/media');
}

export default function Media({ loaderData, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem;
  return (
    <>
      <title>Pictures</title>
      <h1>Pictures</h1>
      <Form method="post" encType="multipart/form-data">
        <label htmlFor="file">A picture of at most 5 MiB</label>
        <input
          id="file"
          name="file"
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby="problem"
        />
        <button type="submit">Upload</button>
        <p id="problem" role="status">
          {problem}
        </p>
      </Form>
      <ul>
        {loaderData.names.map((name, index) => (
          <li key={name}>
            <a href={`/files/${name}`}>Picture {index + 1}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
