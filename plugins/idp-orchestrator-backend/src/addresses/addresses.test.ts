import { isInnerAddress, isListedHost, redactAddress, redactLink } from '.';

describe('Addresses', () => {
  it.each([
    ['http://grafana:3000', 'http://grafana:3000'],
    ['http://grafana/d?orgId=1', 'http://grafana/d'],
    ['https://user:secret@grafana/', 'https://grafana/'],
    ['https://grafana/#token=secret', 'https://grafana/'],
    ['nothing', 'an address that cannot be read'],
  ])('%s is told as %s', (address, told) => {
    expect(redactAddress(address)).toBe(told);
  });

  it('for people keep their query, and lose who signs in', () => {
    expect(redactLink('https://user:secret@grafana/d?orgId=1#top')).toBe(
      'https://grafana/d?orgId=1#top',
    );
    expect(redactLink('https://grafana')).toBe('https://grafana');
  });

  it.each([
    ['https://api.example.com', ['api.example.com'], true],
    ['https://api.example.com:8443', ['api.example.com'], false],
    ['http://localhost:8080', ['LOCALHOST:8080'], true],
    ['https://a.b.example.com', ['*.example.com'], true],
    ['https://example.com', ['*.example.com'], false],
    ['https://evil-example.com', ['*.example.com'], false],
    ['https://api.example.com', [], false],
  ])('%s is listed by %j: %s', (url, listed, is) => {
    expect(isListedHost(new URL(url), listed)).toBe(is);
  });

  it('of the own network and machine are those of services', () => {
    for (const address of ['10.0.0.1', '127.0.0.1', '::1', 'fd00::1', 'host']) {
      expect(isInnerAddress(address)).toBe(false);
    }
    for (const address of ['febf::1', '2002:a9fe:a9fe::1', '::169.254.1.1']) {
      expect(isInnerAddress(address)).toBe(true);
    }
  });
});
