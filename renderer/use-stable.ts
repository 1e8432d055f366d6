/** Functions that keep their identity from one drawing to the next and still see the latest state. */
import { useLayoutEffect, useRef, useState } from 'react';

type Functions = Record<string, (...values: never[]) => unknown>;

/** For handlers and actions, which run after drawing; not for what is called while drawing. */
export function useStable<F extends Functions>(live: F): F {
  const latest = useRef(live);
  useLayoutEffect(() => {
    latest.current = live;
  });
  const [stable] = useState(() => {
    const names = Object.keys(live) as (keyof F & string)[];
    return Object.fromEntries(names.map((name) => [name, (...values: never[]) => latest.current[name]?.(...values)]));
  });
  return stable as F;
}
