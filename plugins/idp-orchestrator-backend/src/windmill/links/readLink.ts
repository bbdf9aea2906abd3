import type { Request } from 'express';
import { z } from 'zod';
import type { LinkSubject, OpenedLink } from '../../access/links/ApprovalLinks';
import { parseJobId } from '../calls/JobRef';
import { originOf, requireWorkspace } from '../calls/readCaller';
import { readChecked, wholeNumber } from '../calls/readQuery';
import type { WindmillOptions } from '../WindmillOptions';

const LARGEST_NUMBER = 2 ** 32 - 1;

const linkSchema = z.object({
  resumeId: wholeNumber(0, LARGEST_NUMBER),
  approver: z.string('a text').max(200, 'at most 200 characters').optional(),
});

/** A link that was opened, and what its address says. */
export interface ReadLink extends OpenedLink {
  subject: LinkSubject;
}

/** Reads what a link is about, or is to be about, from its address. */
export function subjectOf(req: Request): LinkSubject {
  const { id, resumeId } = req.params as { id: string; resumeId: string };
  const given = { resumeId, approver: req.query.approver };
  const link = readChecked(linkSchema, given, 'The address');
  return { runId: parseJobId(id).runId, ...link };
}

/** Reads and opens the link that a request came by. */
export async function readLink(
  req: Request,
  options: WindmillOptions,
): Promise<ReadLink> {
  requireWorkspace(req, options);
  const subject = subjectOf(req);
  const { signature } = req.params as { signature: string };
  const opened = await options.links.open(subject, signature, originOf(req));
  return { ...opened, subject };
}
