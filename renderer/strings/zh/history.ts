import { TASKS, type Task } from '../../../electron/shared/domain/vocabulary.ts';
import type { history as english } from '../en/history.ts';
import { labels } from './labels.ts';

const WORDS: Readonly<Record<string, string>> = {
  'add face': '添加人脸',
  'delete face': '删除人脸',
  'accept face': '接受人脸',
  'reject face': '拒绝人脸',
  'reopen face': '重新审核人脸',
  'skip face': '搁置人脸',
  'take up face': '取消搁置人脸',
  'flag face': '标记人脸',
  'unflag face': '取消标记人脸',
  'move box': '移动边框',
  'resize box': '调整边框大小',
  'paint mask': '绘制掩膜',
  change: '修改',
};

const isTask = (word: string | undefined): word is Task => TASKS.some((task) => task === word);

/** `accept 3 faces` is `accept face` of three, and `move box of 3 faces` is `move box` of three. */
function step(description: string): string {
  const imported = /^import labels from (.*)$/.exec(description);
  if (imported) return `从 ${imported[1]} 导入标注`;
  const many = /^(.*?)(?: of)? (\d+) faces$/.exec(description);
  const what = many ? (many[1] ?? '') : description;
  const [, verb, task] = /^(accept|change) (\w+)$/.exec(what) ?? [];
  const words = isTask(task)
    ? `${verb === 'accept' ? '接受' : '修改'}${labels.tasks[task]}`
    : (WORDS[what] ?? WORDS[`${what} face`]);
  if (words === undefined) return description;
  return many ? `${words}（${many[2]} 张）` : words;
}

export const history = {
  label: (verb: string, what: string) => `${verb}：${what}`,
  step,
} satisfies typeof english;
