import { useSearchParams } from 'react-router-dom';

/**
 * State that the address holds, so that a link shows a colleague the same.
 * What is as in `defaults` is left out; parameters of others stay.
 */
export function useAddressState<T extends Readonly<Record<string, string>>>(
  defaults: T,
): [T, (changes: Partial<T>) => void] {
  const [search, setSearch] = useSearchParams();
  const state: T = { ...defaults };
  for (const name of Object.keys(defaults)) {
    Object.assign(state, { [name]: search.get(name) ?? defaults[name] });
  }
  const change = (changes: Partial<T>) =>
    setSearch(
      before => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string>({
          ...changes,
        } as T)) {
          if (value === defaults[name]) {
            after.delete(name);
          } else {
            after.set(name, value);
          }
        }
        return after;
      },
      { replace: true },
    );
  return [state, change];
}
