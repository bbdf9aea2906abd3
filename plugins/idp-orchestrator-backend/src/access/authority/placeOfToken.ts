/** Names the place that the token of a principal is encrypted for. */
export function placeOfToken(principal: string): string {
  return `token of ${principal}`;
}
