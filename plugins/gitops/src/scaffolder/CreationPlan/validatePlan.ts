/** Stops the form without a plan; the schema does not, since whoever creates without the form has none. */
export function validatePlan(
  plan: string | undefined,
  field: { addError(message: string): void },
): void {
  if (!plan) {
    field.addError(
      'This cannot go on: there is no plan yet, or it is refused. The page says why.',
    );
  }
}
