import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { pathOf } from './flowPath';
import {
  flagSchema,
  readChecked,
  refuseUnknownFilters,
  wholeNumber,
} from './readQuery';

const fields = {
  // Windmill takes 0 for the first page as well.
  page: wholeNumber(0).default(1),
  per_page: wholeNumber(1, 1_000).default(1_000),
  order_desc: flagSchema,
  path_start: z.string('a path').optional(),
  path_exact: z.string('a path').optional(),
  kinds: z.string('kinds of scripts').optional(),
  languages: z.string('languages').optional(),
  is_template: flagSchema,
  starred_only: flagSchema,
  // There is nothing of these here, and so it changes nothing to want them.
  show_archived: flagSchema,
  include_draft_only: flagSchema,
  include_without_main: flagSchema,
  with_deployment_msg: flagSchema,
  without_description: flagSchema,
  /** The token, which is read elsewhere. */
  token: z.string().optional(),
};

const querySchema = z.object(fields);

type Fields = z.infer<typeof querySchema>;

/**
 * Chooses from flows or scripts those that a list of them is to show.
 *
 * @throws InputError naming a filter that is not known here
 */
export function chooseRunnables(
  query: object,
  all: FlowSummary[],
): FlowSummary[] {
  refuseUnknownFilters(query, fields);
  const asked = readChecked(querySchema, query);
  const { page, per_page: size, order_desc: isDescending } = asked;
  const wanted = all.filter(({ id }) => isWanted(pathOf(id), asked));
  const ordered = isDescending === false ? wanted.toReversed() : wanted;
  const from = (Math.max(page, 1) - 1) * size;
  return ordered.slice(from, from + size);
}

function isWanted(path: string, asked: Fields): boolean {
  if (asked.is_template || asked.starred_only) return false;
  const has = (list: string | undefined, one: string) =>
    list === undefined || list.split(',').includes(one);
  return (
    path.startsWith(asked.path_start ?? '') &&
    (asked.path_exact === undefined || path === asked.path_exact) &&
    has(asked.kinds, 'script') &&
    has(asked.languages, 'bash')
  );
}
