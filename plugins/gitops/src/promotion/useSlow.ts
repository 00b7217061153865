import { useEffect, useState } from 'react';

/** How long people wait before they ask themselves whether anything happens. */
const SLOW_MS = 2_000;

/** Whether something has been pending for so long that a word about it is due. */
export function useSlow(isPending: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isPending) {
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isPending]);
  return isSlow;
}
