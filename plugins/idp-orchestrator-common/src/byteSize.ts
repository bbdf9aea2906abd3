const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** The form of text that {@link parseByteSize} reads. */
const BYTE_SIZE = /^(\d+(?:\.\d+)?) ?(B|KiB|MiB|GiB|TiB)$/;

/**
 * Parses an amount of bytes as people write it in a configuration or a script
 * catalog: `512 KiB`, `100MiB`, `1.5 GiB`.
 *
 * @returns bytes, or `undefined` when the text is no amount of bytes.
 *
 * @public
 */
export function parseByteSize(text: string): number | undefined {
  const [, amount, unit] = BYTE_SIZE.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return Math.round(
    Number(amount) * 1_024 ** UNITS.indexOf(unit as (typeof UNITS)[number]),
  );
}

/**
 * Formats bytes as people read them: `340 B`, `12 KiB`, `1.5 GiB`.
 *
 * @public
 */
export function formatByteSize(bytes: number): string {
  const steps = Math.floor(Math.log2(Math.max(bytes, 1)) / 10);
  const unit = Math.min(steps, UNITS.length - 1);
  const amount = bytes / 1_024 ** unit;
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  return `${Number(amount.toFixed(digits))} ${UNITS[unit]}`;
}
