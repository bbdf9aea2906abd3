/**
 * Tells whether the host of an address is among those that an operator listed,
 * such as `api.example.com`, `localhost:8080` or `*.example.com`. Without a port
 * it is the default one of the scheme; `*.` stands for every host below.
 */
export function isListedHost(url: URL, listed: string[]): boolean {
  return listed.some(entry => isHost(url, entry.toLowerCase()));
}

function isHost({ host }: URL, entry: string): boolean {
  return entry.startsWith('*.')
    ? host.endsWith(entry.slice(1))
    : host === entry;
}
