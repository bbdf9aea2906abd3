/* eslint-disable jest/no-export -- one table that the tests of each block fill */
import { ConfigReader, type Config } from '@backstage/config';
import type { JsonObject } from '@backstage/types';

interface Cases<T> {
  /** The value that is read when nothing is configured. */
  absent: T;
  /** The value beside its key in the configuration, and what is read of it. */
  good: Array<[string, JsonObject, unknown]>;
  /** The texts that one message has to hold for a bad value. */
  bad: Array<[string, JsonObject, string[]]>;
}

/** Describes in a table of tests what a block of the configuration may say. */
export function describeBlock<T>(
  read: (config: Config | undefined) => T,
  { absent, good, bad }: Cases<T>,
): void {
  it('is complete when nothing is configured', () => {
    expect(read(undefined)).toEqual(absent);
    expect(read(new ConfigReader({}))).toEqual(absent);
  });

  it.each(good)('takes %s', (_, configured, expected) => {
    expect(read(new ConfigReader(configured))).toMatchObject(
      expected as object,
    );
  });

  it.each(bad)('refuses %s, telling every problem', (_, configured, told) => {
    const message = readRefusal(() => read(new ConfigReader(configured)));
    expect(told.filter(text => !message.includes(text))).toEqual([]);
  });
}

/**
 * Reads a block that has to be refused, and returns the message.
 *
 * @throws when nothing is refused
 */
export function readRefusal(read: () => unknown): string {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`Not refused, but read as ${JSON.stringify(value)}`);
}
