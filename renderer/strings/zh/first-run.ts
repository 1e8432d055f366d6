import type { firstRun as english } from '../en/first-run.ts';

export const firstRun = {
  starter: '入门模型：只用渲染的人脸训练。',
  starterAbout: '无需联网即可查找人脸，并给出蒙版、关键点和姿态的建议。请准备修正它；已发布的网络更了解真实人脸。',
  better: '获取已发布的网络',
} satisfies typeof english;
