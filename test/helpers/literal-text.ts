/** Finds text for people that stands in the source of the window itself, where no other language can reach it. */
import { parseSync } from 'vite';

interface Node {
  type: string;
  start: number;
  name?: unknown;
  key?: unknown;
  value?: unknown;
  callee?: unknown;
  declaration?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Attributes and properties that are shown or spoken. */
const SPOKEN = new Set([
  'about',
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'buttonLabel',
  'confirm',
  'data-tip',
  'label',
  'message',
  'placeholder',
  'tip',
  'title',
  'what',
]);

/** Names and units that are the same in every language. */
const SAME_EVERYWHERE = new Set([
  'Lineament',
  '· Lineament',
  'English',
  '简体中文',
  'CVAT',
  'X-AnyLabeling',
  'px',
  'px ·',
  'Page Up',
  'Page Down',
  '"Inter Variable", system-ui, sans-serif',
]);

const hasLetter = (text: string): boolean => /\p{L}/u.test(text);
/** Two words in a row, or a word in another script than the source is written in. */
const isSentence = (text: string): boolean => /\p{L}{2,} \p{L}{2,}|\p{Script=Han}/u.test(text);

const nameOf = (node: Node): string => {
  const name = node.type === 'JSXAttribute' ? node.name : node.key;
  return isNode(name) ? String(name.name ?? name.value) : '';
};

type Place = 'code' | 'spoken' | 'unspoken';

/** What text below this node is, where it differs from what it is above. */
function placeIn(node: Node, above: Place): Place {
  if (node.type === 'JSXAttribute') {
    const name = nameOf(node);
    return SPOKEN.has(name) ? 'spoken' : name === 'className' || name === 'style' ? 'unspoken' : 'code';
  }
  if (node.type === 'Property') return SPOKEN.has(nameOf(node)) ? 'spoken' : above === 'unspoken' ? above : 'code';
  // Mistakes of the code are told to whoever wrote it.
  if (node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'Error') return 'unspoken';
  // An argument, a condition or a comparison is no text by itself.
  if (node.type === 'CallExpression' || node.type === 'BinaryExpression') return above === 'unspoken' ? above : 'code';
  return above;
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText') return String(node.value);
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateElement') return String((node.value as { cooked: string }).cooked);
  return null;
}

/** Each as `line: text`. */
export function literalTexts(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown, place: Place): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, place);
    if (!isNode(node) || /^(Import|Export(All|Named)Decl|TS(Type|Literal|Interface|Union))/.test(node.type)) {
      if (isNode(node) && node.type === 'ExportNamedDeclaration') visit(node.declaration, place);
      return;
    }
    const below = placeIn(node, place);
    const text = textOf(node)?.replace(/\s+/g, ' ').trim();
    if (text && !SAME_EVERYWHERE.has(text)) {
      const shown =
        node.type === 'JSXText' || below === 'spoken' ? hasLetter(text) : below === 'code' && isSentence(text);
      if (shown) found.push(`${source.slice(0, node.start).split('\n').length}: ${text}`);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'type') visit(value, below);
  };
  visit(parseSync(file, source).program, 'code');
  return found;
}
