/** Names the variable by which a script gets a secret parameter. */
export function secretVariable(parameter: string): string {
  const words = parameter
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_');
  return `IDP_SECRET_${words.toUpperCase()}`;
}
