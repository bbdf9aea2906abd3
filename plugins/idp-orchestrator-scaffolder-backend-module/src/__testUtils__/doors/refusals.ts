import {
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Start, WayName } from './createWays';
import { REFUSING } from './flows';

/** A start that is refused, and what every door has to say of it. */
export interface Refusal {
  of: string;
  start: Start;
  /** What was started before, through the same door. */
  after?: Start;
  status: 400 | 403 | 404 | 409 | 413;
  /** Of bad input: all that is wrong with it. */
  problems?: Problem[];
  /** The same, where a door has the input at another place. */
  problemsBy?: Partial<Record<WayName, Problem[]>>;
  /** Of anything else: the message, word for word, with `ID` for the id of a run. */
  says?: string;
  /** Doors that cannot be asked so, and why. */
  notBy?: Partial<Record<WayName, string>>;
  /** Doors that refuse it as well, but in words of their own, and why. */
  ownWords?: Partial<Record<WayName, string>>;
}

const NO_TOOL = 'A flow is a tool by its name, and there is no such tool';
const NO_KEYS = 'It takes no idempotency keys';
const NO_IDS = 'It lets nobody choose the id of a run';
const OWN_KEYS = 'Its keys are made of the task and its input';
const OWN_ENVIRONMENT =
  'Where a flow has a field for it, the tool has no other';
const OWN_BODY =
  'The body is that of another plugin, which has a limit of its own';

const OWN_CHECK =
  'The scaffolder holds what a template says against the schema of the action';

const FREEZE_ENDS = new Date(`${REFUSING.to}Z`).toISOString();

const LONG = 'x'.repeat(1_001);
const PLAIN = 'text without a NUL and without half a surrogate pair';
const RUN_ID = '6f1c1c0e-7f5c-4a5b-9a55-0c5a2f0f7f10';

const permission = (name: string, on: string) =>
  `This needs the permission idpOrchestrator.${name} for ${on}, which you do not have. Ask an administrator of this Backstage.`;

/**
 * The starts that every door refuses alike, whatever its envelope. The flows
 * are those of `flows.ts`; everybody may everything but see `hidden`, start
 * what is critical, and start anything in staging; `frozen` is in a freeze.
 */
export const REFUSALS: Refusal[] = [
  {
    of: 'a flow that is not there',
    start: { id: 'nothing' },
    status: 404,
    says: 'There is no flow nothing that you may see',
    ownWords: { tools: NO_TOOL, agent: NO_TOOL },
  },
  {
    of: 'a flow that the caller may not see',
    start: { id: 'hidden' },
    status: 404,
    says: 'There is no flow hidden that you may see',
    ownWords: { tools: NO_TOOL },
  },
  {
    of: 'a script that is not there',
    start: { id: 'nothing', isScript: true },
    status: 404,
    says: 'There is no flow nothing that you may see',
  },
  {
    of: 'an input with two problems',
    start: { id: 'small', input: { size: 9, color: 'green' } },
    status: 400,
    problems: [
      { path: 'input.size', expected: 'at most 5', got: '9' },
      { path: 'input.color', expected: 'one of red, blue', got: '"green"' },
    ],
  },
  {
    of: 'a field that is not known',
    start: { id: 'small', input: { colour: 'red' } },
    status: 400,
    problems: [
      {
        path: 'input.colour',
        expected: 'a known name',
        got: 'an unknown one. Did you mean color? There are: name, size, color.',
      },
    ],
  },
  {
    of: 'an environment that is not there',
    start: { id: 'small', environment: 'nowhere' },
    status: 400,
    problems: [
      {
        path: 'environment',
        expected: 'one of development, staging',
        got: '"nowhere"',
      },
    ],
  },
  {
    of: 'two environments',
    start: {
      id: 'placed',
      input: { environment: 'staging' },
      environment: 'development',
    },
    status: 400,
    problems: [
      {
        path: 'input.environment',
        expected: 'the same as in the request, "development"',
        got: '"staging"',
      },
    ],
    notBy: { tools: OWN_ENVIRONMENT, agent: OWN_ENVIRONMENT },
  },
  {
    of: 'an environment where the caller may start nothing',
    start: { id: 'small', environment: 'staging' },
    status: 403,
    says: permission('run.create', 'small (risk low) in staging'),
  },
  {
    of: 'a risk that is too high for the caller',
    start: { id: 'critical' },
    status: 403,
    says: permission('run.create', 'critical (risk critical) in development'),
  },
  {
    of: 'a script where the caller may start nothing',
    start: { id: 'note', isScript: true, environment: 'staging' },
    status: 403,
    says: permission('script.run', 'note (risk low) in staging'),
  },
  {
    of: 'a reason that is too long',
    start: { id: 'small', reason: LONG },
    status: 400,
    problems: [
      {
        path: 'reason',
        expected: 'a text of at most 1000 characters',
        got: describeValue(LONG),
      },
    ],
    notBy: { scaffolder: OWN_CHECK },
  },
  {
    of: 'a key that stands for another request',
    after: { id: 'small', input: { size: 1 }, key: 'once' },
    start: { id: 'small', input: { size: 2 }, key: 'once' },
    status: 409,
    says: 'The idempotency key was used for another request, which started run ID: the input is another one. Repeat exactly the first request to get its run, or choose another key for this one',
    notBy: { windmill: NO_KEYS, scaffolder: OWN_KEYS },
  },
  {
    of: 'the id of a run that there is',
    after: { id: 'small', runId: RUN_ID },
    start: { id: 'small', runId: RUN_ID },
    status: 409,
    says: 'There is a run ID already. Leave the id out, or choose a new one',
    notBy: { tools: NO_IDS, agent: NO_IDS, scaffolder: NO_IDS },
  },
  {
    of: 'a freeze that lets nothing be started',
    start: { id: 'frozen' },
    status: 409,
    says: `frozen may not be started in development now: it would wait for the end of the freeze "${REFUSING.title}", until ${FREEZE_ENDS}. Start it then, or now with startAt ${FREEZE_ENDS}`,
    ownWords: { agent: 'It is told by which call as well' },
  },
  {
    of: 'a text with a NUL',
    start: { id: 'small', input: { name: 'a\0b' } },
    status: 400,
    ...unstorable('name', PLAIN, '"a\\u0000b"'),
  },
  {
    of: 'a text with half a surrogate pair',
    start: { id: 'small', input: { name: 'a\ud800b' } },
    status: 400,
    ...unstorable('name', PLAIN, '"a\\ud800b"'),
  },
  {
    of: 'an input that is too deep',
    start: { id: 'open', input: nest(150) },
    status: 400,
    ...unstorable('in.in.in', 'at most 100 levels', 'more'),
  },
  {
    of: 'a body that is too large',
    start: { id: 'small', input: { name: 'x'.repeat(1_200_000) } },
    status: 413,
    says: 'request entity too large',
    ownWords: { agent: OWN_BODY },
  },
];

/** What is told before the input is looked at, of the first three levels of what was sent. */
function unstorable(
  path: string,
  expected: string,
  got: string,
): Pick<Refusal, 'problems' | 'problemsBy'> {
  const at = (place: string) => [
    { path: place.split('.').slice(0, 3).join('.'), expected, got },
  ];
  return {
    problems: at(`input.${path}`),
    // The body of the call is the input.
    problemsBy: { tools: at(path) },
  };
}

function nest(levels: number): object {
  return Array.from({ length: levels }).reduce<object>(
    inner => ({ in: inner }),
    {},
  );
}
