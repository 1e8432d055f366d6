/** What undo and redo are called, with the step that they would take: «Undo accept face». */
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { History } from '../../electron/shared/contract.ts';
import { callQuery, queryClient } from '../queries.ts';
import { strings } from '../strings/strings.ts';

const query = callQuery('history.get');

export function historyLabel(step: keyof History): string {
  const what = queryClient.getQueryData<History>(query.queryKey)?.[step];
  const verb = strings.actions[step];
  return what ? strings.history.label(verb, strings.history.step(what)) : verb;
}

/** Keeps the words known while a project is open. */
export const useHistoryWords = (hasProject: boolean): void =>
  void useQuery({ ...(query as UseQueryOptions<History>), enabled: hasProject });

/** Calls back whenever the words may be others. Returns a function that ends it. */
export const onHistoryWords = (listener: () => void): (() => void) =>
  queryClient.getQueryCache().subscribe(({ query: { queryKey } }) => {
    if (queryKey[0] === query.queryKey[0]) listener();
  });
