import * as fc from 'fast-check';
import {
  formatHostIdentity,
  formatSpoolIdentity,
  formatWorkerIdentity,
  hostNameOf,
  parseHostIdentity,
  parseSpoolIdentity,
  parseWorkerIdentity,
} from './HostIdentity';

const part = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[%2F5/]*$/),
  fc.constantFrom('node-1', 'pid/7', '%2F'),
);
const host = { name: part, boot: part, namespace: part };

describe('The identity', () => {
  it('of a host is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.record(host), identity => {
        const text = formatHostIdentity(identity);
        expect(parseHostIdentity(text)).toEqual(identity);
        expect(hostNameOf(text)).toBe(identity.name);
      }),
    );
  });

  it('of a spool is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.record({ ...host, spool: part }), identity => {
        const text = formatSpoolIdentity(identity);
        expect(parseSpoolIdentity(text)).toEqual(identity);
        expect(hostNameOf(text)).toBe(identity.name);
      }),
    );
  });

  it('of a worker is the same when it is read again', () => {
    const pid = fc.integer({ min: 1 });
    const worker = { ...host, pid, startTime: part, instance: part };
    fc.assert(
      fc.property(fc.record(worker), identity => {
        const text = formatWorkerIdentity(identity);
        expect(parseWorkerIdentity(text)).toEqual(identity);
        expect(hostNameOf(text)).toBe(identity.name);
      }),
    );
  });

  it('looks as it does in the events of runs that are there', () => {
    const node = { name: 'node-1', boot: 'b0', namespace: '402' };
    expect(formatHostIdentity(node)).toBe('node-1/b0/402');
    expect(formatSpoolIdentity({ ...node, spool: 's0' })).toBe(
      'node-1/b0/402/s0',
    );
    expect(
      formatWorkerIdentity({ ...node, pid: 17, startTime: '9', instance: 'x' }),
    ).toBe('node-1/b0/402/17/9/x');
  });

  it.each([
    '',
    'node-1',
    'node-1/b0/402/17/9',
    'node-1/b0/402/17/9/x/y',
    ...['me', '', '0', '-1', '1.5', '0x11', ' 17'].map(
      pid => `node-1/b0/402/${pid}/9/x`,
    ),
  ])('is none in %j', text => {
    expect(parseHostIdentity(text)).toBeUndefined();
    expect(parseSpoolIdentity(text)).toBeUndefined();
    expect(parseWorkerIdentity(text)).toBeUndefined();
    expect(hostNameOf(text)).toBe(text.split('/')[0]);
  });
});
