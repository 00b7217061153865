/** The nearest place around an element that can have the focus instead of it: a dialog, or a table. */
export function homeOf(element: Element | null): HTMLElement | undefined {
  return (
    element?.parentElement?.closest<HTMLElement>('[tabindex="-1"]') ?? undefined
  );
}
