/** Whatever the window says stands in the tables of strings, so that it is said in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { literalTexts } from '../../helpers/literal-text.ts';

const renderer = path.resolve(import.meta.dirname, '../../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(`strings${path.sep}`))
  .sort();

test('no source of the window holds text for people', () => {
  expect(sources.length).toBeGreaterThan(150);
  const found = sources.flatMap((file) =>
    literalTexts(file, readFileSync(path.join(renderer, file), 'utf8')).map((text) => `${file}:${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['text of an element', '<p>Saved</p>', ['1: Saved']],
  ['a name for assistive technology', '<ul aria-label="Faces" />', ['1: Faces']],
  ['a tooltip that depends', '<a data-tip={on ? "Hide" : words.show} />', ['1: Hide']],
  ['a part of a template', `<a title={\`Open \${name}\`} />`, ['1: Open']],
  ['the label of a record', 'const a = { label: "Accept", keys: ["Enter"] }', ['1: Accept']],
  ['a sentence anywhere', 'show("Nothing was found.")', ['1: Nothing was found.']],
  ['the text of a message', `toast({ message: \`\${count} left out\` })`, ['1: left out']],
])('%s is found', (_, source, found) => {
  expect(literalTexts('a.tsx', source)).toEqual(found);
});

test.each([
  ['classes', `<p className={\`toast toast-\${level}\`} />`],
  ['keys and ids', 'const a = { id: "face.accept", keys: ["Ctrl+Enter"], section: "Face" }'],
  ['a mistake of the code', 'throw new Error("No such layer.")'],
  ['a comparison', '<a title={key === "Enter" ? words.a : words.b} />'],
  ['names and units', '<p>{width} px</p>'],
])('%s is no text for people', (_, source) => {
  expect(literalTexts('a.tsx', source)).toEqual([]);
});
