/** Whether an SPDX expression can be satisfied by allowed licences alone. */
export function isAllowed(
  expression: string,
  allowed: ReadonlySet<string>,
): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let position = 0;
  const next = () => tokens[position++];

  const alternative = (): boolean => {
    let result = conjunction();
    while (tokens[position]?.toUpperCase() === 'OR') {
      next();
      const other = conjunction();
      result = result || other;
    }
    return result;
  };
  const conjunction = (): boolean => {
    let result = licence();
    while (tokens[position]?.toUpperCase() === 'AND') {
      next();
      const other = licence();
      result = result && other;
    }
    return result;
  };
  const licence = (): boolean => {
    const token = next();
    if (token === '(') {
      const result = alternative();
      next();
      return result;
    }
    return token !== undefined && allowed.has(token);
  };

  return alternative() && position >= tokens.length;
}
