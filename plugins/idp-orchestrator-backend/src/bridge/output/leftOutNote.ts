import { constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { NOTE_BYTES, readIfThere } from '../supervisor/AttemptFiles';

const partSchema = z.object({ from: z.number(), to: z.number() });

const streamSchema = z.object({
  /**
   * The part that was given back to the disk while the script ran: looked
   * through, or unseen where it came too fast.
   */
  dropped: partSchema.extend({ unseen: z.boolean().optional() }).optional(),
  /** Decided when the script was over. */
  gap: partSchema.extend({ end: z.number() }).optional(),
  /** How much had been read when the script last emptied the file, whose first byte comes after that. */
  emptiedAt: z.number().optional(),
});

const noteSchema = z.object({
  stdout: streamSchema,
  stderr: streamSchema,
  /** The lines of what cannot be read again that want something masked. */
  masks: z.array(z.string()),
});

/** What the next backend has to know of output that was left out, since it cannot be read again. */
export type LeftOutNote = z.infer<typeof noteSchema>;

/** Reads it; one that says nothing when nothing was left out. */
export async function readLeftOut(path: string): Promise<LeftOutNote> {
  const text = (await readIfThere(path))?.trim();
  return text ? noteSchema.parse(JSON.parse(text)) : nothingLeftOut();
}

/** Makes the note of an attempt of which everything is there. */
export function nothingLeftOut(): LeftOutNote {
  return { stdout: {}, stderr: {}, masks: [] };
}

/** Writes it over the one before, in place: there may be no room for another. */
export async function writeLeftOut(
  path: string,
  note: LeftOutNote,
): Promise<void> {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
  // Never shorter than one before, since numbers and lists in it only grow.
  const text = JSON.stringify(note).padEnd(NOTE_BYTES.leftOut);
  try {
    await writeFile(path, text, {
      flag: O_WRONLY | O_CREAT | O_NOFOLLOW,
      mode: 0o600,
    });
  } catch (error) {
    // With its folder gone there is no next backend that could read it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
