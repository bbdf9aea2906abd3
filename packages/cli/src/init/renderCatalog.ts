import { TO_DECIDE } from '../toDecide';
import type { Draft, DraftAction, DraftParameter } from './Draft';

const HEAD = `# Drafted from the scripts in this folder; none of them was run.
# What could not be known is marked "${TO_DECIDE.slice(2)}": decide it, and take the mark out.
# Check it by: idp-orchestrator check --scripts .
# All fields are told in docs/script-catalog.md.
`;

/** Writes a catalog with an entry for each script, and comments on what is to be decided. */
export function renderCatalog(drafts: Draft[]): string {
  return [
    `${HEAD}apiVersion: idp-orchestrator/v1`,
    'scripts:',
    ...drafts.map(renderScript),
    '',
  ].join('\n');
}

function renderScript(draft: Draft): string {
  const lines = [
    ...draft.toDecide.map(text => `${TO_DECIDE} ${text}`),
    `${draft.id}:`,
    `  title: ${scalar(draft.title)}`,
    ...(draft.description
      ? [`  description: ${scalar(draft.description)}`]
      : []),
    `  script: ${scalar(draft.file)}`,
    `  risk: ${draft.risk} ${TO_DECIDE} low, medium, high or critical`,
    ...(draft.actions.length === 0 && draft.words
      ? [`  words: [${draft.words.map(one => scalar(one, true)).join(', ')}]`]
      : []),
    ...(draft.dryRun ? ['  supportsDryRun: true'] : []),
    ...(draft.json ? [`  json: ${draft.json}`] : []),
    ...renderExitCodes(draft.exitCodes),
    ...renderSecrets(draft.secrets),
    ...renderParameters(draft.parameters),
    ...renderActions(draft),
  ];
  return `\n${lines.map(line => `  ${line}`).join('\n')}`;
}

function renderExitCodes(codes: Draft['exitCodes']): string[] {
  if (codes.length === 0) return [];
  return [
    '  exitCodes:',
    ...codes.map(
      ([code, meaning]) =>
        `    '${code}': { outcome: failed, meaning: ${scalar(meaning, true)} } ${TO_DECIDE} succeeded, warning or failed`,
    ),
  ];
}

function renderSecrets(names: string[]): string[] {
  if (names.length === 0) return [];
  return [
    '  secrets:',
    ...names.map(
      name =>
        `    ${name}: ${name.toLowerCase().replaceAll('_', '-')} ${TO_DECIDE} the name in idpOrchestrator.secrets`,
    ),
  ];
}

function renderParameters(parameters: DraftParameter[]): string[] {
  if (parameters.length === 0) return [];
  return ['  parameters:', ...inOrder(parameters).flatMap(renderParameter)];
}

/** A positional argument that may be absent stands behind those that may not, and a list last. */
function inOrder(parameters: DraftParameter[]): DraftParameter[] {
  const rank = ({ as, type, required, default: given }: DraftParameter) => {
    if (as !== 'positional') return 0;
    if (type === 'array') return 3;
    return required || given !== undefined ? 1 : 2;
  };
  return parameters.toSorted((a, b) => rank(a) - rank(b));
}

function renderParameter(parameter: DraftParameter): string[] {
  const { name, type, as, description, enum: choices } = parameter;
  const fields = [
    `type: ${type}`,
    ...(type === 'array' ? ['items: { type: string }'] : []),
    ...(parameter.isSecret ? ['format: password'] : []),
    ...(choices
      ? [`enum: [${choices.map(one => scalar(one, true)).join(', ')}]`]
      : []),
    ...(parameter.default === undefined
      ? []
      : [
          `default: ${typeof parameter.default === 'string' ? scalar(parameter.default, true) : parameter.default}`,
        ]),
    ...renderAs(parameter.isSecret ? { variable: name.toUpperCase() } : as),
    ...(description ? [`description: ${scalar(description, true)}`] : []),
  ];
  return [
    ...(parameter.toDecide ? [`    ${TO_DECIDE} ${parameter.toDecide}`] : []),
    `    ${name}: { ${fields.join(', ')} }`,
  ];
}

function renderAs(as: DraftParameter['as']): string[] {
  if (as === undefined) return [];
  if (typeof as === 'string') return [`as: ${as}`];
  const fields = Object.entries(as).map(([key, value]) => `${key}: ${value}`);
  return [`as: { ${fields.join(', ')} }`];
}

function renderActions({ actions, parameters, words }: Draft): string[] {
  const required = parameters.filter(one => one.required);
  const onlyAction: DraftAction = { name: 'run', words: words ?? [] };
  if (actions.length === 0 && required.length === 0) return [];
  const named = actions.length > 0 ? actions : [onlyAction];
  return [
    ...(actions.length > 1
      ? [
          `  defaultAction: ${(actions.find(one => one.readOnly) ?? actions[0]).name} ${TO_DECIDE} what is done when nobody says what`,
        ]
      : []),
    '  actions:',
    ...named.map(action => renderAction(action, parameters)),
  ];
}

function renderAction(
  action: DraftAction,
  parameters: DraftParameter[],
): string {
  const isOfOthers = (name: string) =>
    action.parameters !== undefined &&
    !action.parameters.includes(name) &&
    parameters.find(one => one.name === name)?.as === 'positional';
  const taken = parameters.filter(({ name }) => !isOfOthers(name));
  const required = taken.filter(one => one.required).map(({ name }) => name);
  const fields = [
    ...(action.description
      ? [`description: ${scalar(action.description, true)}`]
      : []),
    ...(action.words
      ? [`words: [${action.words.map(one => scalar(one, true)).join(', ')}]`]
      : []),
    ...(action.readOnly ? ['readOnly: true'] : []),
    ...(taken.length < parameters.length
      ? [`parameters: [${taken.map(({ name }) => name).join(', ')}]`]
      : []),
    ...(required.length > 0 ? [`required: [${required.join(', ')}]`] : []),
  ];
  const text = fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  const mark = action.readOnly
    ? ` ${TO_DECIDE} whether it really changes nothing`
    : '';
  return `    ${action.name}: ${text}${mark}`;
}

/** Writes a text as YAML, quoted where it would be read as something else. */
function scalar(text: string, isInFlow = false): string {
  const isPlain =
    /^[A-Za-z/][^\n]*$/.test(text) && !/(: |:$| #|\s$)/.test(text);
  const isSafe = !isInFlow || !/[,[\]{}]/.test(text);
  const isWord = !/^(true|false|null|yes|no|on|off|~)$/i.test(text);
  return isPlain && isSafe && isWord
    ? text
    : `'${text.replaceAll("'", "''").replaceAll('\n', ' ')}'`;
}
