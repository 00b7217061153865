import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import { parse } from 'yaml';
import { z } from 'zod';
import { usageProblem } from '../cli/values.ts';
import { describeError } from '../problem.ts';

const valuesSchema = z.record(z.string().max(200), z.json());

/** A template's answers by name. */
export type TemplateValues = z.infer<typeof valuesSchema>;

/**
 * The answers that a file and `--set` give together; the latter win. Both are YAML, of which JSON is a part.
 *
 * @param file - `-` is standard input
 */
export async function templateValues(
  file: string | undefined,
  sets: readonly string[],
): Promise<TemplateValues> {
  const values = file === undefined ? {} : await valuesOf(file);
  for (const set of sets) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(set) ?? [];
    if (name === undefined || value === undefined) {
      throw usageProblem('create', `--set takes name=value, and not '${set}'`);
    }
    values[name] = parsed(`--set ${name}`, value, z.json());
  }
  return values;
}

async function valuesOf(file: string): Promise<TemplateValues> {
  let content: string;
  try {
    content =
      file === '-'
        ? await readStream(process.stdin)
        : await readFile(file, 'utf8');
  } catch (error) {
    throw usageProblem('create', `--values: ${describeError(error)}`);
  }
  return parsed(file, content, valuesSchema);
}

function parsed<T>(what: string, content: string, schema: z.ZodType<T>): T {
  let data: unknown;
  try {
    data = parse(content, { maxAliasCount: 0 });
  } catch (error) {
    throw usageProblem(
      'create',
      `${what} is not YAML: ${describeError(error)}`,
    );
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw usageProblem(
    'create',
    `${what} holds no answers by name: ${result.error.issues[0]?.message}`,
  );
}
