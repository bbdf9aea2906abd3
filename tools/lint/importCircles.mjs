import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../toolchain/paths.mjs';

const ENDINGS = ['.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx', ''];

/**
 * Which file imports which, below some folders of the repository: of each file
 * the files that it imports or exports from, and, with `types`, those of which
 * it imports types only.
 */
export function readImports(folders, { types }) {
  const files = folders.flatMap(modulesUnder);
  const known = new Set(files);
  const resolve = (file, specifier) => {
    const target = path.join(path.dirname(file), specifier);
    return ENDINGS.map(end => target + end).find(name => known.has(name));
  };
  return new Map(
    files.map(file => {
      const text = fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
      const specifiers = importsIn(text, { file, types });
      const relative = specifiers.filter(name => name.startsWith('.'));
      const targets = relative.map(name => resolve(file, name));
      return [file, new Set(targets.filter(Boolean))];
    }),
  );
}

/** What a module imports, as it says it. */
export function importsIn(text, { file = 'module.ts', types }) {
  const { statements } = ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.Latest,
  });
  return statements
    .filter(one => ts.isImportDeclaration(one) || ts.isExportDeclaration(one))
    .filter(one => one.moduleSpecifier && (types || !isTypesOnly(one)))
    .map(one => one.moduleSpecifier.text);
}

function isTypesOnly(statement) {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (!clause || clause.name) return Boolean(clause?.isTypeOnly);
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every(one => one.isTypeOnly)
  );
}

/**
 * The groups of files that import each other, directly or through others
 * (Tarjan's strongly connected components).
 */
export function findCircles(imports) {
  const circles = [];
  const seen = new Map();
  const stack = [];
  const visit = file => {
    const at = seen.size;
    seen.set(file, at);
    stack.push(file);
    let lowest = at;
    for (const target of imports.get(file) ?? []) {
      if (!seen.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) {
        lowest = Math.min(lowest, seen.get(target));
      }
    }
    if (lowest === at) {
      const group = stack.splice(stack.indexOf(file));
      const isCircle = group.length > 1 || imports.get(file)?.has(file);
      if (isCircle) circles.push(group.sort());
    }
    return lowest;
  };
  for (const file of imports.keys()) if (!seen.has(file)) visit(file);
  return circles;
}

function modulesUnder(folder) {
  return fs
    .readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true })
    .flatMap(entry => {
      const name = path.join(folder, entry.name);
      if (/^(node_modules|dist.*|coverage|\..*)$/.test(entry.name)) return [];
      if (entry.isDirectory()) return modulesUnder(name);
      return /\.(tsx?|mjs)$/.test(entry.name) ? [name] : [];
    });
}
