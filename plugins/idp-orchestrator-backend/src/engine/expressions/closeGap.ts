/**
 * Makes the same value with one part that cannot be read: whoever looks at it,
 * or at all of what it is in, gets the reason as an error.
 */
export function closeGap<T extends object>(
  value: T,
  [key, ...rest]: (string | number)[],
  reason: string,
): T {
  const copy = copyOf(value);
  const { value: part } = Object.getOwnPropertyDescriptor(copy, key) ?? {};
  const inside = isObject(part) && rest.length > 0;
  Object.defineProperty(copy, key, {
    configurable: true,
    enumerable: true,
    ...(inside
      ? { value: closeGap(part, rest, reason) }
      : {
          get: () => {
            throw new Error(reason);
          },
        }),
  });
  return copy;
}

/** Copies an object or list, with the parts of it that cannot be read. */
function copyOf<T extends object>(value: T): T {
  const copy = (Array.isArray(value) ? [] : {}) as T;
  return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
