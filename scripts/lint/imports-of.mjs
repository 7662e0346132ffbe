// Every import of a TypeScript source, type imports included (a bundler's own list leaves those out).
import { tokensOf } from './tokens.mjs';

/**
 * @typedef {{ specifier: string, typeOnly: boolean, line: number }} Import
 * `typeOnly`: nothing of it is left at run time.
 */

/** Whether every name of a braced clause is marked `type`, as in `{ type A, type B }`. */
function allMarkedType(clause) {
  if (clause[0]?.text !== '{' || clause.at(-1)?.text !== '}') return false;
  const entries = clause
    .slice(1, -1)
    .map((token) => token.text)
    .join(' ')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return entries.length > 0 && entries.every((entry) => /^type (?!as\b)/.test(entry));
}

/** `import … from 'x'` and `export … from 'x'` starting at token `start`; null where it is neither. */
function fromClause(tokens, start) {
  let end = start + 1;
  while (end < tokens.length && tokens[end].text !== ';' && !(tokens[end].text === 'from' && tokens[end + 1]?.kind === 'string')) {
    const { kind, text } = tokens[end];
    // A clause holds names, braces, commas and a star; anything else is a declaration, not a re-export.
    if (kind !== 'word' && kind !== 'string' && !'{},*'.includes(text)) return null;
    end++;
  }
  const target = tokens[end + 1];
  if (tokens[end]?.text !== 'from' || target?.kind !== 'string') return null;
  const marked = tokens[start + 1].text === 'type' && tokens[start + 2]?.text !== 'from' && tokens[start + 2]?.text !== ',';
  const clause = tokens.slice(start + (marked ? 2 : 1), end);
  return { specifier: target.text, typeOnly: marked || allMarkedType(clause), line: tokens[start].line };
}

/** `import('x')`: dynamic, or, where a type is expected, an import type. Both tie the files together. */
function callImport(tokens, i) {
  const target = tokens[i + 2];
  if (target?.kind !== 'string') return null;
  const before = tokens[i - 1];
  const typeOnly = before?.text === 'typeof' || ':<|&'.includes(before?.text ?? ' ') || isTypeAlias(tokens, i);
  return { specifier: target.text, typeOnly, line: tokens[i].line };
}

/** Whether the `=` before token `i` belongs to `type Name = …`. */
function isTypeAlias(tokens, i) {
  return tokens[i - 1]?.text === '=' && tokens[i - 3]?.text === 'type';
}

/**
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  const tokens = tokensOf(source);
  const found = [];
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text, line } = tokens[i];
    if (kind !== 'word' || tokens[i - 1]?.text === '.') continue;
    if (text === 'import') {
      const next = tokens[i + 1];
      if (next?.kind === 'string') found.push({ specifier: next.text, typeOnly: false, line });
      else if (next?.text === '(') found.push(callImport(tokens, i));
      else if (next?.text !== '.') found.push(fromClause(tokens, i));
    } else if (text === 'export') found.push(fromClause(tokens, i));
  }
  return found.filter((entry) => entry !== null);
}
