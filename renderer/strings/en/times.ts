/** Durations, rates, moments and progress. */
export const times = {
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  perSecond: (rate: string) => `${rate}/s`,
  perMinute: (rate: string) => `${rate}/min`,
  of: (done: string, total: string) => `${done} of ${total}`,
  left: (time: string) => `${time} left`,
  justNow: 'just now',
  minutesAgo: (count: number) => `${count} min ago`,
  today: (clock: string) => `today, ${clock}`,
  yesterday: 'yesterday',
  daysAgo: (count: number) => `${count} days ago`,
};
