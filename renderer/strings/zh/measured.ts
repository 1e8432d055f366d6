import type { Task } from '../../../electron/shared/domain/vocabulary.ts';
import type { measured as english } from '../en/measured.ts';

const change: Record<Task, (amount: string) => string> = {
  parsing: (amount) => `${amount} 的掩膜像素不同`,
  landmarks: (amount) => `关键点移动人脸框边长的 ${amount}`,
  visibility: (amount) => `${amount} 的可见性不同`,
  pose: (amount) => `姿态转动 ${amount}`,
  attributes: (amount) => `${amount} 的属性不同`,
  age: (amount) => `年龄相差 ${amount}`,
  gender: (amount) => `${amount} 的性别不同`,
  race: (amount) => `${amount} 的种族不同`,
  expression: (amount) => `${amount} 的表情不同`,
  identity: (amount) => `身份相差 ${amount}`,
};

export const measured = {
  measure: '测速',
  again: '重新测速',
  measuring: '正在测速…',
  tip: '在本机计时，并用当前项目中的人脸比较字节计算的结果',
  named: (model: string) => `为 ${model} 测速`,
  time: (milliseconds: string, device: string) => `在 ${device} 上每张人脸 ${milliseconds} 毫秒`,
  fast: (milliseconds: string, times: string) => `字节计算 ${milliseconds} 毫秒（${times} 倍）`,
  changes: (faces: number, list: string) => `字节计算在 ${faces} 张人脸上的变化：${list}。`,
  change,
  units: { '%': ' %', '°': '°', years: ' 岁' },
  noFaces: '打开含有人脸的项目后重新测速，即可看到字节计算带来的变化。',
} satisfies typeof english;
