/**
 * Tells an address without user, password, query and fragment, which hold what
 * is meant for its server only.
 */
export function redactAddress(address: string): string {
  const url = URL.parse(address);
  if (!url) return 'an address that cannot be read';
  if (!/[@?#]/.test(address)) return address;
  const { protocol, host, pathname } = url;
  return `${protocol}//${host}${pathname}`;
}

/** Tells a link for people, without the user and password that it may have. */
export function redactLink(link: string): string {
  const url = URL.parse(link);
  if (!url || !link.includes('@')) return link;
  url.username = '';
  url.password = '';
  return url.toString();
}

/** Tells where a redirect sends: a path of the same host, or an address. */
export function redactRedirect(location: string, from: URL): string {
  const to = URL.parse(location, from);
  if (!to || !/^https?:$/.test(to.protocol)) {
    return 'what is no address of http or https';
  }
  return to.origin === from.origin ? to.pathname : to.origin + to.pathname;
}
