import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';

/** One mistake, as the scaffolder's check of a form tells it. */
const mistakeSchema = z.object({
  /** As in `instance.name`, or `instance` for the form as a whole. */
  property: z.string(),
  /** The rule of JSON Schema. */
  name: z.string(),
  argument: z.unknown(),
  message: z.string(),
});

/** What the scaffolder answers to values that the form would not have taken. */
export const mistakesSchema = z.object({
  errors: z.array(mistakeSchema).min(1),
});

type Mistake = z.infer<typeof mistakeSchema>;

const fieldsSchema = z.object({
  properties: z
    .record(z.string(), z.object({ title: z.string().optional() }))
    .optional(),
});

/** A mistake in the words of the form. */
export function formProblem(
  template: TemplateEntityV1beta3,
  mistake: Mistake,
): string {
  const isMissing = mistake.name === 'required';
  const field = isMissing
    ? String(mistake.argument)
    : (/^instance\.([^.[]+)/.exec(mistake.property)?.[1] ?? '');
  return `${titleOf(template, field)} ${wordsOf(mistake)}.`;
}

/** How the form calls a field. */
export function titleOf(
  template: TemplateEntityV1beta3,
  field: string,
): string {
  for (const page of [template.spec.parameters ?? []].flat()) {
    const fields = fieldsSchema.safeParse(page).data?.properties ?? {};
    if (Object.hasOwn(fields, field)) {
      return fields[field].title ?? field;
    }
  }
  return field || 'The form';
}

function wordsOf({ name, argument, message }: Mistake): string {
  switch (name) {
    case 'required':
      return 'is missing';
    case 'maxLength':
      return `is too long; it has at most ${argument} characters`;
    case 'minLength':
      return `is too short; it has at least ${argument} characters`;
    case 'minItems':
      return `needs at least ${argument} of its choices`;
    case 'uniqueItems':
      return 'has a choice twice';
    case 'pattern':
      return 'has characters that do not belong there';
    default:
      return message.slice(0, 200);
  }
}
