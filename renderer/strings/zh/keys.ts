import type { keys as english } from '../en/keys.ts';

export const keys = {
  about: '点击按键即可修改。列表显示背后页面上有效的按键。',
  search: '按功能查找按键',
  change: (action: string) => `修改按键：${action}`,
  changeHint: '点击后按下新的按键。按 Delete 删除。',
  press: '请按键…',
  none: '无',
  alsoMeans: (others: string) => `同一按键还用于：${others}`,
  restore: (action: string) => `恢复原来的按键：${action}`,
  restoreAll: '恢复全部按键',
  preset: '按键',
  presetAbout: '按键遵循的习惯。单个按键可在快捷键列表中修改。',
} satisfies typeof english;
