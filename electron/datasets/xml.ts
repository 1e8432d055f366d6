/** XML files, element by element, with the line each stands on. */
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { ProblemError } from '../shared/errors.ts';

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Its own text, without its children's. */
  text: string;
  /** From 1. */
  line: number;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text that may stand anywhere in XML; what XML cannot hold becomes a question mark. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => ESCAPES[character]!)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '?');

/**
 * Every element of these names that lies in no other of them, whole, one at a time however long the file is.
 * @throws {ProblemError} `unreadable` where the XML is broken, after all elements before that place
 */
export async function* xmlElements(file: string, ...names: string[]): AsyncGenerator<XmlElement> {
  const parser = new SaxesParser({ position: true });
  const open: XmlElement[] = [];
  let done: XmlElement[] = [];
  let problem: Error | null = null;
  parser.on('error', (error) => {
    problem ??= error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0 && !names.includes(name)) return;
    const element: XmlElement = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && open.length === 0) done.push(element);
  });
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(file)) {
    parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    yield* done;
    done = [];
    if (problem) break;
  }
  if (!problem) parser.close();
  yield* done;
  const broken = problem as Error | null;
  if (broken)
    throw new ProblemError(
      'unreadable',
      `${file} is not whole XML (${broken.message}). Copy it again, or mend it there.`,
    );
}
