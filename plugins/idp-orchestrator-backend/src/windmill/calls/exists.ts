import { NotFoundError } from '@backstage/errors';

/** Tells whether something is there that is being looked for. */
export async function exists(finding: Promise<unknown>): Promise<boolean> {
  try {
    await finding;
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
