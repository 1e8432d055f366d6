/** Lines of comma-separated values (RFC 4180: quotes around cells with commas, doubled inside; no line breaks in cells). */

/** @throws {TypeError} for quotes that do not end */
export function parseCsvLine(line: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length + 1 : end + 1;
      continue;
    }
    let cell = '';
    for (at++; ; at++) {
      if (at >= line.length) throw new TypeError('quotes that do not end');
      if (line[at] !== '"') cell += line[at];
      else if (line[at + 1] === '"') cell += line[at++];
      else break;
    }
    cells.push(cell);
    at += 2;
  }
  return cells;
}

const cellText = (cell: string | number): string => {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cellText).join(',')}\n`;
