import type { times as english } from '../en/times.ts';

export const times = {
  seconds: (count: number) => `${count} 秒`,
  minutes: (count: number) => `${count} 分钟`,
  hours: (count: number) => `${count} 小时`,
  days: (count: number) => `${count} 天`,
  perSecond: (rate: string) => `每秒 ${rate}`,
  perMinute: (rate: string) => `每分钟 ${rate}`,
  of: (done: string, total: string) => `已完成 ${done} / ${total}`,
  left: (time: string) => `还需 ${time}`,
  justNow: '刚刚',
  minutesAgo: (count: number) => `${count} 分钟前`,
  today: (clock: string) => `今天 ${clock}`,
  yesterday: '昨天',
  daysAgo: (count: number) => `${count} 天前`,
} satisfies typeof english;
