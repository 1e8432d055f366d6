/** Photos that must not be parted: those of one person, and those that look the same. */

/**
 * For each photo the number of its group: the index of the group's first photo.
 * @param identities names of the people in each photo
 * @param pairs photos that look nearly the same
 */
export function groupKin(
  identities: readonly (readonly string[])[],
  pairs: Iterable<readonly [number, number]>,
): number[] {
  const parent = identities.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top]!;
    for (let walk = at; parent[walk] !== top; ) [walk, parent[walk]] = [parent[walk]!, top];
    return top;
  };
  const join = (a: number, b: number) => {
    const [first, second] = [root(a), root(b)];
    parent[Math.max(first, second)] = Math.min(first, second);
  };
  const people = new Map<string, number>();
  for (const [at, names] of identities.entries())
    for (const name of names) {
      const other = people.get(name);
      if (other === undefined) people.set(name, at);
      else join(at, other);
    }
  for (const [a, b] of pairs) join(a, b);
  return identities.map((_, at) => root(at));
}
