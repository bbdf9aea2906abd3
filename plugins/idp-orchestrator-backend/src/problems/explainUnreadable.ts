/** What keeps a file or folder from being read, after its name. */
const REASONS: Record<string, string> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is in no folder: a part of its path is a file',
  EACCES: 'may not be read by this process',
  EPERM: 'may not be read by this process',
  EISDIR: 'is a folder, and no file',
  ELOOP: 'is a link that leads in a circle',
};

/**
 * Says why a file or folder cannot be read, in words that go on after its name;
 * in those of Node.js where nobody has others.
 */
export function explainUnreadable(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? `cannot be read: ${message ?? String(error)}`;
}
