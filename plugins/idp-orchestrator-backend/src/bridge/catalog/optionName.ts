/** Names the option by which a script gets a parameter: `HTTPPort` is `--http-port`. */
export function optionName(parameter: string): string {
  return `--${wordsOf(parameter).join('-').toLowerCase()}`;
}

/** Names the variable by which a script gets a secret parameter. */
export function secretVariable(parameter: string): string {
  return `IDP_SECRET_${wordsOf(parameter).join('_').toUpperCase()}`;
}

/** Splits a name at what parts its words; letters in a row may be an abbreviation. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .split(/[-_]/);
}
