/** Numbers, sizes, times and paths as people read them. */
import type { Job } from '../electron/shared/domain/job.ts';
import { jobPace } from '../electron/shared/domain/job.ts';
import { formatCount } from './strings/counts.ts';
import { languageTag } from './strings/language.ts';
import { strings } from './strings/strings.ts';

export { formatCount } from './strings/counts.ts';

const words = strings.times;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as disks are sold: `233 kB`, `1.4 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be rounded to a thousand, which is one of the next unit.
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Coarser the longer it takes: `8 s`, `3 min`, `1 h 20 min`, `2 d 4 h`. */
export function formatDuration(seconds: number): string {
  const s = Math.ceil(seconds);
  if (s < 60) return words.seconds(s);
  const minutes = Math.round(s / 60);
  if (minutes < 60) return words.minutes(minutes);
  const [big, small, inBig, inSmall] =
    minutes < 24 * 60 ? [60, 1, words.hours, words.minutes] : [24 * 60, 60, words.days, words.hours];
  const rest = Math.floor((minutes % Number(big)) / Number(small));
  return [inBig(Math.floor(minutes / Number(big))), ...(rest ? [inSmall(rest)] : [])].join(' ');
}

/** `12.4/s`, or per minute where it is slow. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 100) return words.perSecond(formatCount(Math.round(perSecond)));
  if (perSecond >= 1) return words.perSecond(perSecond.toFixed(1));
  return words.perMinute((perSecond * 60).toFixed(1));
}

/** `1,204 of 20,000 · 31.0/s · 10 min left`: what can be said, and no more. */
export function formatProgress(job: Pick<Job, 'done' | 'total' | 'elapsed' | 'state'>): string {
  const pace = job.state === 'running' ? jobPace(job) : null;
  return [
    job.total === null ? formatCount(job.done) : words.of(formatCount(job.done), formatCount(job.total)),
    ...(pace ? [formatRate(pace.rate)] : []),
    ...(pace && pace.secondsLeft !== null ? [words.left(formatDuration(pace.secondsLeft))] : []),
  ].join(' · ');
}

const DAY = 24 * 60 * 60 * 1000;
const clock = new Intl.DateTimeFormat(languageTag, { hour: 'numeric', minute: '2-digit' });
const date = new Intl.DateTimeFormat(languageTag, { day: 'numeric', month: 'short', year: 'numeric' });
const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** `just now`, `5 min ago`, `today, 9:41 AM`, `yesterday`, `3 Mar 2026`. Milliseconds since 1970. */
export function formatWhen(time: number, now: number = Date.now()): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return words.justNow;
  if (minutes < 60) return words.minutesAgo(minutes);
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
  if (days === 0) return words.today(clock.format(time));
  if (days === 1) return words.yesterday;
  return days < 7 ? words.daysAgo(days) : date.format(time);
}

const parts = (path: string): string[] => path.split(/[\\/]/).filter(Boolean);

/** The last part of a path of either kind of system. */
export const fileName = (path: string): string => parts(path).at(-1) ?? path;

/** Where the file lies, without its name. */
export const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*[\\/]*$/, '') || path.slice(0, 1);

/** A name inside a folder, with the separator that the folder's path uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
