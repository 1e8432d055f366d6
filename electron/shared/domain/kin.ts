/** Who must not be parted: what is joined, directly or by way of others, is one group. Exports and training split by it. */

export interface Kin<Key> {
  join(a: Key, b: Key): void;
  /** One of the group, the same for all of it. */
  leaderOf(key: Key): Key;
}

export function createKin<Key>(): Kin<Key> {
  const above = new Map<Key, Key>();
  function leaderOf(key: Key): Key {
    let top = key;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    // Whoever was asked on the way is told, so that long chains are walked once.
    for (let at = key; at !== top; ) {
      const next = above.get(at)!;
      above.set(at, top);
      at = next;
    }
    return top;
  }
  return {
    leaderOf,
    join(a, b) {
      const [first, second] = [leaderOf(a), leaderOf(b)];
      if (first !== second) above.set(second, first);
    },
  };
}
