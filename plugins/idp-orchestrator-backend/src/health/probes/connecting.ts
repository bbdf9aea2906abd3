import dns, { type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isInnerAddress } from '../../addresses';

const underWay = new Map<string, Promise<LookupAddress[]>>();

/** Tells whether the name server has not answered yet for a host name that was asked for. */
export function isBeingLookedUp(hostname: string): boolean {
  return underWay.has(hostname);
}

/**
 * Looks a host name up; whoever asks for it meanwhile waits for the same
 * answer. A lookup cannot be ended and holds one of the process' few threads,
 * so that a name server which does not answer, asked again and again, would
 * keep everybody from files and other names.
 */
const lookupShared: LookupFunction = (hostname, options, callback) => {
  let addresses = underWay.get(hostname);
  if (!addresses) {
    addresses = dns.promises
      .lookup(hostname, { all: true })
      .finally(() => underWay.delete(hostname));
    underWay.set(hostname, addresses);
  }
  addresses.then(
    found => {
      if (options.all) callback(null, found);
      else callback(null, found[0].address, found[0].family);
    },
    (error: NodeJS.ErrnoException) => callback(error, []),
  );
};

/** An address that is not asked, because an entity of the catalog chose its name. */
export class InnerAddressError extends Error {
  constructor() {
    super('its host name leads to an address that is not asked');
  }
}

/**
 * Looks a host name up for a probe that an entity chose. What is found is what
 * is connected to, so a name server cannot say one thing here and another later.
 */
const lookupGuarded: LookupFunction = (hostname, options, callback) => {
  lookupShared(hostname, options, (error, found, family) => {
    const addresses = Array.isArray(found) ? found : [{ address: found }];
    const isInner =
      !error && addresses.some(({ address }) => isInnerAddress(address));
    if (isInner) callback(new InnerAddressError(), []);
    else callback(error, found, family);
  });
};

/**
 * The options with which probes connect. A host with several addresses is tried
 * at one after the other; one that is slow (ms) may still be there.
 */
export const connecting = {
  lookup: lookupShared,
  autoSelectFamilyAttemptTimeout: 1_000,
};

/** The options with which probes connect whose host an entity chose. */
export const connectingGuarded = { ...connecting, lookup: lookupGuarded };
