import type { RootConfigService } from '@backstage/backend-plugin-api';

/** Where the backend listens: on all addresses of the machine without a host. */
export interface ListenAddress {
  host?: string;
  port: number;
}

const DEFAULT_PORT = 7007;

/** Reads `backend.listen`, in the two forms that Backstage has for it. */
export function readListenAddress(config: RootConfigService): ListenAddress {
  if (typeof config.getOptional('backend.listen') === 'string') {
    const text = config.getString('backend.listen');
    const split = text.lastIndexOf(':');
    return {
      host: text.slice(0, Math.max(split, 0)) || undefined,
      port: Number(text.slice(split + 1)),
    };
  }
  return {
    host: config.getOptionalString('backend.listen.host') || undefined,
    port: config.getOptionalNumber('backend.listen.port') ?? DEFAULT_PORT,
  };
}

/** True for an address that only processes of this machine reach. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d+){3}|::1)$/.test(host);
}
