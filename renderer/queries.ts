/** What the core knows, kept in memory for the views and brought up to date by its events. */
import { QueryCache, QueryClient, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { EventName, Input, Method, Output } from '../electron/shared/contract.ts';
import { labelFacet } from '../electron/shared/domain/facet.ts';
import type { Job } from '../electron/shared/domain/job.ts';
import type { Task } from '../electron/shared/domain/vocabulary.ts';
import { call, on } from './api.ts';
import { useConnection } from './state/connection.ts';
import { endFetching, setFetching } from './state/fetching.ts';
import { reportError, showToast } from './state/toasts.ts';

/** Views ask again this soon after an event, and at most this often while a job sends hundreds. Milliseconds. */
const REFRESH = { soon: 40, between: 800 };

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A view without any data shows the problem itself, in its own place.
    onError: (error, query) => {
      if (query.state.data !== undefined) reportError(error);
    },
  }),
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: 'always', refetchOnWindowFocus: false },
  },
});

type Arguments<M extends Method> = undefined extends Input<M> ? [] : [Input<M>];

/** The one place that makes keys: method, then input. */
export const callQuery = <M extends Method>(method: M, ...input: Arguments<M>) => ({
  queryKey: [method, ...input] as const,
  queryFn: (): Promise<Output<M>> => call(method, ...input),
});

/** The answer to a call, asked again whenever an event makes it stale. */
export function useCall<M extends Method>(method: M, ...input: Arguments<M>) {
  return useQuery(callQuery(method, ...input) as UseQueryOptions<Output<M>>);
}

const OF_FACETS = [
  'facets.page',
  'facets.next',
  'facets.list',
  'faces.similar',
  'people.groups',
] as const satisfies readonly Method[];

/** Which answers an event makes stale. */
const STALE: Record<EventName, readonly Method[]> = {
  'project.changed': [],
  'images.changed': [
    'images.page',
    'images.get',
    'images.around',
    'faces.page',
    'project.status',
    'project.duplicates',
    ...OF_FACETS,
  ],
  'faces.changed': [
    'images.page',
    'images.get',
    'images.around',
    'faces.page',
    'project.status',
    'project.labels',
    'rounds.material',
    ...OF_FACETS,
  ],
  'facets.changed': ['facets.page', 'facets.next', 'facets.list'],
  'people.changed': ['people.groups'],
  'history.changed': [],
  'job.changed': [],
  'models.changed': ['models.list', 'models.known'],
  'evaluations.changed': ['evaluations.list'],
  'rounds.changed': ['rounds.list', 'rounds.get'],
  'round.progress': [],
  'model.fetching': [],
  'settings.changed': [],
  'device.changed': ['app.info'],
  notice: [],
};

/** Shows nothing that follows from new values of tasks, but from faces, their boxes and verdicts. */
const OF_FACES: readonly Method[] = ['images.page', 'images.around', 'project.status'];

const PERSONS = labelFacet('identity', '');

/** Whether an answer that is shown can be another one now that nothing but values of these tasks has changed. */
function followsFrom(tasks: readonly Task[], [method, input]: QueryKey): boolean {
  if (OF_FACES.includes(method as Method)) return false;
  const ofPersons =
    method === 'faces.similar' ||
    method === 'people.groups' ||
    (method === 'facets.list' && (input as Input<'facets.list'>).prefix === PERSONS);
  return !ofPersons || tasks.includes('identity');
}

/** The answers that belong to a project and are gone with it. */
const OF_PROJECT: readonly Method[] = [
  ...STALE['images.changed'],
  'project.models',
  'datasets.report',
  'history.get',
  'jobs.list',
  'jobs.skipped',
  ...STALE['rounds.changed'],
  ...STALE['evaluations.changed'],
  'evaluations.get',
  'project.labels',
  'models.ask',
  'rounds.material',
];

/** The list with the job in its place, or added. */
export const withJob = (jobs: readonly Job[], job: Job): Job[] =>
  jobs.some(({ id }) => id === job.id) ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job];

/** Keeps every answer fresh for as long as the window lives. Returns a function that ends it. */
export function followEvents(client: QueryClient = queryClient): () => void {
  const stale: ((key: QueryKey) => boolean)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const refresh = (): void => {
    timer = undefined;
    last = performance.now();
    const marks = stale.splice(0);
    void client.invalidateQueries({ predicate: ({ queryKey }) => marks.some((isStale) => isStale(queryKey)) });
  };
  const mark = (methods: readonly Method[], follows: (key: QueryKey) => boolean = () => true): void => {
    if (methods.length === 0) return;
    stale.push((key) => methods.includes(key[0] as Method) && follows(key));
    timer ??= setTimeout(refresh, Math.max(REFRESH.soon, last + REFRESH.between - performance.now()));
  };
  /** Brings an answer up to date. One that is on its way may have been given before the event: it is asked for again. */
  const change = <M extends Method>(method: M, update: (data: Output<M>) => Output<M>): void => {
    client.setQueryData<Output<M>>([method], (data) => data && update(data));
    if (client.getQueryState([method])?.fetchStatus === 'fetching') mark([method]);
  };

  const ends = [
    ...(Object.keys(STALE) as EventName[])
      .filter((event) => event !== 'faces.changed' && event !== 'facets.changed')
      .map((event) => on(event, () => mark(STALE[event]))),
    on('faces.changed', ({ faces, tasks }) => {
      mark(STALE['faces.changed'], tasks ? (key) => followsFrom(tasks, key) : undefined);
      // It counts values too, where datasets leave.
      void client.invalidateQueries({ queryKey: ['project.status'], refetchType: 'none' });
      // Only jobs bring models that have not been used before, and they do not tell the faces.
      if (!faces) mark(['project.models']);
    }),
    // What is settled afterwards is doubt and what checks find.
    on('facets.changed', () => mark(STALE['facets.changed'], (key) => followsFrom([], key))),
    on('project.changed', ({ project }) => {
      change('app.info', (info) => ({ ...info, project }));
      client.removeQueries({ predicate: ({ queryKey }) => OF_PROJECT.includes(queryKey[0] as Method) });
      mark([...OF_PROJECT, 'project.recent']);
    }),
    on('history.changed', (history) => change('history.get', () => history)),
    on('settings.changed', (settings) => client.setQueryData(['settings.get'], settings)),
    on('job.changed', (job) => change('jobs.list', (jobs) => withJob(jobs, job))),
    on('model.fetching', ({ id, ...progress }) => setFetching(id, progress)),
    on('models.changed', endFetching),
    on('notice', showToast),
    // Events were lost while the connection was.
    useConnection.subscribe((now, before) => {
      if (now.connected && !before.connected) void client.invalidateQueries();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
