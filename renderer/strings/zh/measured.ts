import type { Task } from '../../../electron/shared/domain/vocabulary.ts';
import type { measured as english } from '../en/measured.ts';

const what: Record<Task, string> = {
  parsing: '分割像素',
  landmarks: '关键点（占人脸框边长）',
  visibility: '可见性',
  pose: '姿态',
  attributes: '属性',
  age: '年龄',
  gender: '性别',
  race: '种族',
  expression: '表情',
  identity: '身份',
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
  change: (task: Task, amount: string) => `${what[task]} ${amount}`,
  units: { '%': ' %', '°': '°', years: ' 岁' },
  noFaces: '打开含有人脸的项目后重新测速，即可看到字节计算带来的变化。',
} satisfies typeof english;
