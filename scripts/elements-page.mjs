// docs/elements.md: what a page can use of each element, for people. Made of the same comments as custom-elements.json.
import { readFile } from 'node:fs/promises';
import { ts } from '@custom-elements-manifest/analyzer';
import { inRoot } from './project.mjs';

export const pagePath = inRoot('docs', 'elements.md');

const inOneLine = (text) => text.replace(/\s+/g, ' ').trim();
const inCell = (text) => inOneLine(text).replaceAll('|', '\\|');
const rows = (head, lines) => [
  `| ${head.join(' | ')} |`,
  `|${'---|'.repeat(head.length)}`,
  ...lines.map((cells) => `| ${cells.join(' | ')} |`),
];

/** Every DOM event, from the classes of src/contract/events.ts: its name, the type of its detail, and what it says. */
export function eventsIn(text) {
  const source = ts.createSourceFile('events.ts', text, ts.ScriptTarget.ES2022, true);
  return source.statements.filter(ts.isClassDeclaration).flatMap((statement) => {
    const type = statement.members.find((member) => ts.isPropertyDeclaration(member) && member.name.getText() === 'type');
    if (!type) return [];
    const [base] = statement.heritageClauses?.[0]?.types ?? [];
    return {
      name: type.initializer.text,
      asks: base?.expression.getText() === 'RequestEvent',
      detail: inOneLine(base?.typeArguments?.[0]?.getText() ?? '').replace(/^Named & /, ''),
      description: inOneLine(ts.getJSDocCommentsAndTags(statement).map(({ comment }) => comment)[0] ?? ''),
    };
  });
}

/** The colours and sizes a page can set, from the head of src/elements/support/tokens.ts. */
export const propertiesIn = (text) =>
  [...text.matchAll(/^ \* - (`--gp-.*): (.*)$/gm)].map(([, names, description]) => ({ names, description }));

/** A list of names with what each is; nothing where there is none. */
const section = (title, entries = []) =>
  entries.length === 0 ? [] : [`${title}:`, '', ...entries.map(({ name, description }) => `- \`${name}\`: ${inOneLine(description)}`), ''];

const shared = (name) => name === 'session' || name === 'heading';

function elementSection({ tagName, description, attributes, events, slots, cssParts }) {
  const own = attributes.filter(({ name }) => !shared(name));
  const defaultOf = (value) => (value && value !== "''" ? `\`${value.replaceAll("'", '')}\`` : '');
  return [
    `## \`<${tagName}>\``,
    '',
    description,
    '',
    ...rows(
      ['attribute', 'what it says', 'without it'],
      own.map((attribute) => [`\`${attribute.name}\``, inCell(attribute.description), defaultOf(attribute.default)]),
    ),
    '',
    ...section('Events', events),
    ...section(
      'Slots, beside `heading`',
      slots?.filter(({ name }) => !shared(name)),
    ),
    ...section('Parts for `::part()`', cssParts),
  ];
}

const eventRows = (events) => events.map(({ name, detail, description }) => [`\`${name}\``, `\`${inCell(detail)}\``, inCell(description)]);

/** @param {{ manifest: object, events: string, tokens: string }} sources the manifest, and the texts of events.ts and tokens.ts */
export function elementsPage({ manifest, events, tokens }) {
  const elements = manifest.modules.flatMap(({ declarations }) => declarations.filter(({ tagName }) => tagName));
  const [asked, told] = [true, false].map((asks) => eventsIn(events).filter((event) => event.asks === asks));
  return [
    '# The elements',
    '',
    'Written by `npm run manifest` from the comments in `src/elements/`; [custom-elements.json](../custom-elements.json) says the same to editors.',
    '',
    'Every element has an attribute `session` (`main` without it): elements with the same session share one dataset, one network and one run, wherever',
    'they stand on the page. Every element has a slot `heading` for a title of yours: `<train-panel><h2 slot="heading">Your turn</h2></train-panel>`.',
    '',
    ...elements.flatMap(elementSection),
    '## Colours',
    '',
    'Set on the element or anything around it: `body { --gp-accent: #7a1fa2; }`. Light or dark follows the `color-scheme` of the page.',
    '',
    ...propertiesIn(tokens).map(({ names, description }) => `- ${names}: ${description}`),
    '',
    '## Events',
    '',
    'All bubble, and every `detail` has the name of the `session` too. An element *asks* before anything happens, and a page may refuse it with',
    '`preventDefault()`. Any page can ask in the same way, with a button of its own:',
    '',
    '```js',
    "document.dispatchEvent(new CustomEvent('gp-run-request', { detail: { session: 'main', action: 'pause' }, bubbles: true, cancelable: true }));",
    '```',
    '',
    ...rows(['asks', '`detail`', 'for what'], eventRows(asked)),
    '',
    'What has happened is *told* by the element concerned, or by the document where no such element is on the page:',
    '',
    ...rows(['tells', '`detail`', 'when'], eventRows(told)),
    '',
  ].join('\n');
}

/** The page as the sources have it now. */
export async function freshPage(manifest) {
  const [events, tokens] = await Promise.all(
    ['src/contract/events.ts', 'src/elements/support/tokens.ts'].map((path) => readFile(inRoot(path), 'utf8')),
  );
  return elementsPage({ manifest, events, tokens });
}
