import type { Strictness } from '../../../electron/shared/domain/people.ts';
import type { people as english } from '../en/people.ts';

const strictnesses: Record<Strictness, string> = { loose: '宽松', usual: '常规', strict: '严格' };
const strictnessTips: Record<Strictness, string> = {
  loose: '更多人脸能成组，其中认错的也更多',
  usual: '适合大多数网络',
  strict: '只有非常相像的人脸才成组',
};

export const people: typeof english = {
  title: '谁是谁',
  about: '看起来像同一个人的未命名人脸。可一次为整组命名；点击不是此人的人脸，将其排除。',
  strictness: '相像程度',
  strictnesses,
  strictnessTips,
  find: '查找分组',
  findAgain: '重新查找',
  finding: '正在比较人脸…',
  groups: (total, compared) => `${compared} 张未命名人脸中有 ${total} 组`,
  none: (compared) =>
    compared === 0
      ? '没有网络看过的未命名人脸。请先让网络给出身份建议。'
      : `${compared} 张未命名人脸中没有足够相像的。请尝试更宽松的比较。`,
  group: (count) => `${count} 张人脸`,
  more: (count) => `另有 ${count} 张，命名这些后出现`,
  maybe: (name, likeness) => `是 ${name} 吗？${likeness}`,
  maybeTip: (name) => `与名为 ${name} 的人脸相像：为这些人脸取同名`,
  inGroup: (file) => `${file}：是此人`,
  leftOut: (file) => `${file}：是别人`,
  faceTip: '单击：是别人。双击：打开照片',
  name: (count) => `为 ${count} 张人脸命名`,
  named: (name, count) => `${name}：已命名 ${count} 张人脸`,
  moreGroups: '更多分组',
};
