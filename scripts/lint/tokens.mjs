// Cuts TypeScript into words, strings and marks: enough to find imports without being fooled by comments, strings and regular expressions.

/** After these words a slash starts a regular expression; after any other word it divides. */
const beforeExpression = new Set(
  'return typeof case do else in of new delete void throw instanceof await yield default extends import'.split(' '),
);

/**
 * @typedef {{ kind: 'word' | 'string' | 'template' | 'regexp' | 'number' | 'mark', text: string, line: number }} Token
 * `text` of a string is its value as written, without the quotes.
 */

const word = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const number = /\d[\w.]*/y;
const space = /[\s\ufeff]+/y;
const lineComment = /\/\/[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const string = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const regexp = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** Whether an expression may start after `token`, so that a slash here is no division. */
function startsExpression(token) {
  if (!token) return true;
  if (token.kind === 'mark') return !')]}'.includes(token.text);
  return token.kind === 'word' && beforeExpression.has(token.text);
}

/**
 * @param {string} source
 * @returns {Token[]} every token in order; of a template literal its texts, with the tokens of its expressions between them
 */
export function tokensOf(source) {
  const tokens = [];
  /** For every open `${`: how many braces are open inside it. */
  const templates = [];
  let at = 0;
  let line = 1;

  const match = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const advance = (text) => {
    at += text.length;
    for (const character of text) if (character === '\n') line++;
  };
  const push = (kind, text, whole = text) => {
    tokens.push({ kind, text, line });
    advance(whole);
  };
  /** Reads a template's text up to its end or to the next `${`. */
  const template = () => {
    const text = match(templatePart) ?? '';
    push('template', text);
    if (source.startsWith('${', at)) {
      templates.push(0);
      at += 2;
    } else at += 1;
  };

  while (at < source.length) {
    const skipped = match(space) ?? match(lineComment) ?? match(blockComment);
    if (skipped) {
      advance(skipped);
      continue;
    }
    const character = source[at];
    if (character === '`') {
      at += 1;
      template();
      continue;
    }
    if (character === '}' && templates.at(-1) === 0) {
      templates.pop();
      at += 1;
      template();
      continue;
    }
    const quoted = match(string);
    if (quoted) {
      push('string', quoted.slice(1, -1), quoted);
      continue;
    }
    const pattern = character === '/' && startsExpression(tokens.at(-1)) ? match(regexp) : undefined;
    const named = match(word);
    const counted = match(number);
    if (pattern) push('regexp', pattern);
    else if (named) push('word', named);
    else if (counted) push('number', counted);
    else {
      if (templates.length > 0 && character === '{') templates[templates.length - 1] += 1;
      if (templates.length > 0 && character === '}') templates[templates.length - 1] -= 1;
      push('mark', character);
    }
  }
  return tokens;
}
