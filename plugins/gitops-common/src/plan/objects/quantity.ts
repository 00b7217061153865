import type { JsonValue } from '@backstage/types';

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
const FORM =
  /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,2}))?$/;
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * A Kubernetes quantity, such as `500m`, `0.5` or `1Gi`, in billionths: exact, so that different ways to
 * write the same compare as equal.
 *
 * @returns undefined if it is no quantity
 */
export function parseQuantity(
  value: JsonValue | undefined,
): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return undefined;
  }
  const match = FORM.exec(String(value).trim());
  if (!match) {
    return undefined;
  }
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] =
    match;
  if (whole + fraction === '') {
    return undefined;
  }
  const power = (DECIMAL[suffix] ?? 0) + Number(exponent) + 9 - fraction.length;
  const binary = 1024n ** BigInt(BINARY.indexOf(suffix) + 1);
  const digits = BigInt(whole + fraction) * binary;
  // Kubernetes rounds up what is finer than a billionth.
  const scale = 10n ** BigInt(Math.abs(power));
  const nanos = power >= 0 ? digits * scale : (digits + scale - 1n) / scale;
  return sign === '-' ? -nanos : nanos;
}
