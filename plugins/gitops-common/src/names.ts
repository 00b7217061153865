import { z } from 'zod';

/** Longest component name; leaves room for `-<environment>` within a DNS label. */
export const MAX_COMPONENT_NAME_LENGTH = 40;

/** Longest environment or cluster name. */
export const MAX_ENVIRONMENT_NAME_LENGTH = 20;

/** Longest DNS-1123 label, and so the longest namespace and Application name. */
export const MAX_LABEL_LENGTH = 63;

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Says what keeps a string from being a DNS-1123 label, in words for the person who typed it.
 *
 * @param maxLength - in characters
 * @returns undefined if nothing does
 */
export function labelProblem(
  value: string,
  maxLength: number = MAX_LABEL_LENGTH,
): string | undefined {
  if (value === '') {
    return 'Enter a name.';
  }
  if (value.length > maxLength) {
    return `Use at most ${maxLength} characters; this has ${value.length}.`;
  }
  if (/[A-Z]/.test(value)) {
    return 'Use lower-case letters only.';
  }
  if (/[^a-z0-9-]/.test(value)) {
    return 'Use only letters a to z, digits and hyphens.';
  }
  if (!DNS_LABEL.test(value)) {
    return 'Start and end with a letter or a digit.';
  }
  return undefined;
}

/**
 * Says what keeps a string from being a component's name. Stricter than a label: it starts with a
 * letter, because Kubernetes Services are named after it and theirs must.
 */
export function componentNameProblem(value: string): string | undefined {
  const problem = labelProblem(value, MAX_COMPONENT_NAME_LENGTH);
  if (problem) {
    return problem;
  }
  return /^[a-z]/.test(value) ? undefined : 'Start with a letter.';
}

/**
 * Says what keeps a component from being deployed to an environment: the two names together are a
 * namespace, which is a DNS label too.
 */
export function namespaceProblem(
  component: string,
  environment: string,
): string | undefined {
  const length = namespaceName(component, environment).length;
  return length > MAX_LABEL_LENGTH
    ? `Use a shorter name: "${namespaceName(
        component,
        environment,
      )}" has ${length} characters, a namespace has at most ${MAX_LABEL_LENGTH}.`
    : undefined;
}

/** The namespace of a component in an environment, and the name of its Application there. */
export function namespaceName(component: string, environment: string): string {
  return `${component}-${environment}`;
}

function label(problemOf: (value: string) => string | undefined) {
  return z.string().superRefine((value, context) => {
    const message = problemOf(value);
    if (message) {
      context.addIssue({ code: 'custom', message });
    }
  });
}

/** A component's name. */
export const componentNameSchema = label(componentNameProblem);

/** The name of an environment or a cluster. */
export const environmentNameSchema = label(value =>
  labelProblem(value, MAX_ENVIRONMENT_NAME_LENGTH),
);

/** A team's slug, which is the name of its catalog Group and of its AppProject. */
export const teamNameSchema = label(value => labelProblem(value));

/** A repository as `owner/name`. */
export const repositorySlugSchema = z
  .string()
  .max(140)
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/,
    'Write the repository as owner/name.',
  );
