// What the manifest analyzer has to be told about this project.

/** Our elements are registered by `define('tag', Class)` of elements/support/define.ts, which the analyzer does not know. */
const ownDefine = {
  name: 'own-define',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
    const [tag, element] = node.arguments;
    if (!tag || !element || !ts.isStringLiteral(tag)) return;
    const declaration = { name: element.getText(), module: moduleDoc.path };
    moduleDoc.exports.push({ kind: 'custom-element-definition', name: tag.text, declaration });
  },
  packageLinkPhase({ customElementsManifest }) {
    for (const { exports, declarations } of customElementsManifest.modules) {
      for (const { kind, name, declaration } of exports ?? []) {
        const element = declarations.find((candidate) => candidate.name === declaration.name);
        if (kind === 'custom-element-definition' && element) Object.assign(element, { customElement: true, tagName: name });
      }
    }
  },
};

/** Members that are no business of a page. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    const isPublic = ({ name, privacy, static: onClass }) => !onClass && !name.startsWith('#') && !/private|protected/.test(privacy ?? '');
    for (const declaration of customElementsManifest.modules.flatMap((module) => module.declarations)) {
      if (declaration.members) declaration.members = declaration.members.filter(isPublic);
    }
  },
};

/** The package ships dist/elements/<tag>.js, not the sources. */
const shippedPaths = {
  name: 'shipped-paths',
  packageLinkPhase({ customElementsManifest }) {
    const shipped = (path) => path?.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
    for (const module of customElementsManifest.modules) {
      module.path = shipped(module.path);
      for (const { declaration } of module.exports ?? []) declaration.module = shipped(declaration.module);
    }
  },
};

export const ownPlugins = [ownDefine, publicOnly, shippedPaths];
