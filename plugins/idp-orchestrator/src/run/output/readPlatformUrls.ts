export interface PlatformUrl {
  name: string;
  url: string;
}

/** The addresses in a run's output (`platform_urls`); only those that a browser may follow. */
export function readPlatformUrls(
  output?: Record<string, unknown>,
): PlatformUrl[] {
  const urls = output?.platform_urls;
  if (typeof urls !== 'object' || urls === null) return [];
  return Object.entries(urls).flatMap(([name, url]) =>
    typeof url === 'string' && /^https?:\/\//.test(url) ? [{ name, url }] : [],
  );
}
