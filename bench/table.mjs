// Tables in Markdown, which read as well in a terminal.

const width = (text) => [...text].length;
const padded = (text, size, right) => (right ? ' '.repeat(size - width(text)) + text : text + ' '.repeat(size - width(text)));

/**
 * @param {string[]} head titles; one that ends in a colon stands over numbers, which are set to the right
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const right = head.map((title) => title.endsWith(':'));
  const titles = head.map((title) => title.replace(/:$/, ''));
  const sizes = titles.map((title, i) => Math.max(3, width(title), ...rows.map((row) => width(row[i]))));
  const line = (cells) => `| ${cells.map((cell, i) => padded(cell, sizes[i], right[i])).join(' | ')} |`;
  const rule = `| ${sizes.map((size, i) => (right[i] ? `${'-'.repeat(size - 1)}:` : '-'.repeat(size))).join(' | ')} |`;
  return [line(titles), rule, ...rows.map(line)].join('\n');
}

/** A number with about three figures. */
export function figure(number) {
  if (!Number.isFinite(number)) return '–';
  const magnitude = Math.abs(number);
  if (magnitude >= 100) return Math.round(number).toLocaleString('en');
  if (magnitude >= 10) return number.toFixed(1);
  return number.toFixed(magnitude >= 1 ? 2 : 3);
}
