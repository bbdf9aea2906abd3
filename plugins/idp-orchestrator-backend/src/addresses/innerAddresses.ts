import { BlockList, isIP } from 'node:net';

/**
 * Names under which clouds tell virtual machines their credentials. They resolve
 * to addresses below; a resolver that says otherwise changes nothing.
 */
const NAMES = new Set([
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.tencentyun.com',
]);

const INNER = createInner();

/**
 * Addresses that mean the machine itself or what is beside it, and those of the
 * metadata of clouds. IPv4 addresses within IPv6 ones (`::ffff:0:0/96`) are
 * found by the list itself; the other forms stand here.
 */
function createInner(): BlockList {
  const inner = new BlockList();
  inner.addSubnet('0.0.0.0', 8, 'ipv4');
  inner.addSubnet('169.254.0.0', 16, 'ipv4');
  // Alibaba, Azure and Oracle, whose metadata is not link-local.
  inner.addAddress('100.100.100.200', 'ipv4');
  inner.addAddress('168.63.129.16', 'ipv4');
  inner.addAddress('192.0.0.192', 'ipv4');
  inner.addAddress('::', 'ipv6');
  inner.addSubnet('fe80::', 10, 'ipv6');
  // AWS and Google.
  inner.addAddress('fd00:ec2::254', 'ipv6');
  inner.addAddress('fd20:ce::254', 'ipv6');
  inner.addSubnet('2002:a9fe::', 32, 'ipv6');
  for (const prefix of ['::', '::ffff:0:', '64:ff9b::']) {
    inner.addSubnet(`${prefix}a9fe:0`, 112, 'ipv6');
  }
  return inner;
}

/** Tells whether an IP address is link-local, unspecified, or that of a cloud's metadata. */
export function isInnerAddress(address: string): boolean {
  const [plain] = address.replace(/^\[|\]$/g, '').split('%');
  const version = isIP(plain);
  if (version === 0) return false;
  return INNER.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Tells whether a host, by its name or address, is one that only the machine itself should ask. */
export function isInnerHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return NAMES.has(name) || isInnerAddress(hostname);
}
