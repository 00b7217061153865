/** Whether a URL answers with success. */
export async function answers(
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  const response = await fetch(url, { signal, redirect: 'manual' });
  await response.body?.cancel();
  return response.ok;
}
