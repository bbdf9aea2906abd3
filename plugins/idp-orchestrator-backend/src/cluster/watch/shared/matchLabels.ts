import { InputError } from '@backstage/errors';

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const KEY = String.raw`[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?`;
const VALUE = String.raw`[-A-Za-z0-9_.]*`;
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/**
 * Makes the test that a label selector is, as the cluster reads it: of sets
 * (`in`, `notin`), of equality (`=`, `==`, `!=`) and of existence (`key`, `!key`).
 *
 * @throws InputError for what is none
 */
export function matchLabels(selector = ''): Requirement {
  const requirements = split(selector).map(part => parse(part, selector));
  return labels => requirements.every(holds => holds(labels));
}

/** Splits at the commas that are in no set. */
function split(selector: string): string[] {
  if (selector.trim() === '') return [];
  return selector.split(/,(?![^()]*\))/).map(part => part.trim());
}

function parse(part: string, selector: string): Requirement {
  const set = SET.exec(part);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    // One that has no such label is not in the set.
    return labels => values.includes(labels[key]) === (operator === 'in');
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    const [, key, operator, value] = equality;
    return labels => (labels[key] === value) === (operator !== '!=');
  }
  const existence = EXISTENCE.exec(part);
  if (existence) {
    const [, not, key] = existence;
    return labels => Object.hasOwn(labels, key) === (not === '');
  }
  throw new InputError(
    `The label selector "${selector}" is not usable at "${part}": expected key=value, key!=value, key in (a,b), key notin (a,b), key or !key, joined by commas`,
  );
}
