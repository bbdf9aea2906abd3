import { classifyExit } from './classifyExit';

const ended = (
  status: string,
  error?: { exitCode?: number; signal?: string },
) => ({
  type: 'step.finished' as const,
  status,
  ...(error && { error: { message: 'It ended', ...error } }),
});

describe('How a script ended', () => {
  it.each([
    ['well, when it succeeded', ended('succeeded'), '0'],
    [
      'well, when what failed is what it said',
      ended('failed', { exitCode: 0 }),
      '0',
    ],
    ['with an error, by code 1', ended('failed', { exitCode: 1 }), 'error'],
    ['with an error, by code 125', ended('failed', { exitCode: 125 }), 'error'],
    ['with an error, by code 128', ended('failed', { exitCode: 128 }), 'error'],
    [
      'before it began, not executable',
      ended('failed', { exitCode: 126 }),
      'not-startable',
    ],
    [
      'before it began, not found',
      ended('failed', { exitCode: 127 }),
      'not-startable',
    ],
    [
      'by a signal, as its shell tells it',
      ended('failed', { exitCode: 137 }),
      'signal',
    ],
    [
      'by a signal, as the system tells it',
      ended('failed', { signal: 'SIGTERM' }),
      'signal',
    ],
    [
      'by a signal, also when it answered it with a code',
      ended('cancelled', { signal: 'SIGINT', exitCode: 0 }),
      'signal',
    ],
    ['in a way that nobody knows', ended('lost', {}), undefined],
    ['never, since it was skipped', ended('skipped'), undefined],
  ])('is told: %s', (_, end, exit) => {
    expect(classifyExit('script', end)).toBe(exit);
  });

  it('is told of an attempt that is tried again', () => {
    const error = { message: 'It ended', exitCode: 3 };
    const end = { type: 'step.retryScheduled' as const, error };
    expect(classifyExit('script', end)).toBe('error');
  });

  it('is told of other types of steps only when a script of theirs failed', () => {
    expect(classifyExit('http', ended('succeeded'))).toBeUndefined();
    expect(classifyExit('http', ended('failed', {}))).toBeUndefined();
    const failed = ended('failed', { exitCode: 2 });
    expect(classifyExit('service', failed)).toBe('error');
  });
});
