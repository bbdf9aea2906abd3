import type { Probe, ServiceDefinition } from '../../platform';
import type { Clock } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import { isInnerHost, isListedHost, redactRedirect } from '../../addresses';
import { askHttp, type HttpAnswer } from './askHttp';
import { InnerAddressError } from './connecting';
import { explainFailure, explainSilence } from './explainFailure';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type HttpProbe = Extract<Probe, { kind: 'http' }>;
type Judged = Pick<Sight, 'status' | 'score' | 'text' | 'next'>;

export interface HttpProbeOptions {
  clock: Clock;
  /** The hosts that probes which entities of the catalog named may ask. */
  probeHosts: string[];
}

/** Sends the service's real health request and tells what came back. */
export async function probeHttp(
  service: ServiceDefinition,
  probe: HttpProbe,
  { clock, probeHosts }: HttpProbeOptions,
): Promise<Sight> {
  const { kind, timeoutMs: limitMs } = probe;
  const isGuarded = probe.namedBy === 'catalog';
  const url = urlOf(service, probe);
  if (typeof url === 'string') return { kind, status: 'unknown', text: url };
  const refusal = isGuarded ? refuse(url, probeHosts) : undefined;
  if (refusal) return { kind, status: 'unknown', text: refusal };
  const started = clock.monotonic();
  return withinLimit<Sight>(
    { clock, limitMs },
    async signal => {
      try {
        const withBody = probe.expectBody !== undefined;
        const answer = await askHttp(url, { signal, withBody, isGuarded });
        const latencyMs = Math.round(msSince(clock, started));
        return {
          kind,
          answered: true,
          latencyMs,
          ...judge(answer, probe, url),
        };
      } catch (error) {
        if (error instanceof InnerAddressError) {
          return { kind, status: 'unknown', text: notAsked(url) };
        }
        return { kind, ...explainFailure(error as Error, url.host) };
      }
    },
    () => ({ kind, ...explainSilence(url.hostname, limitMs) }),
  );
}

/** Makes the address to ask, or says why there is none. */
function urlOf({ url }: ServiceDefinition, { path }: HttpProbe): URL | string {
  if (!url) return 'no URL is configured';
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (!base || !['http:', 'https:'].includes(base.protocol)) {
    return 'its URL is not an address of http or https';
  }
  const folder = base.pathname.replace(/\/+$/, '');
  // Health paths are often given in full, as in the service's own documents.
  const isBelow = folder === '' || path.startsWith(`${folder}/`);
  const full = isBelow ? path : `${folder}/${path.replace(/^\/+/, '')}`;
  const asked = URL.parse(full, base);
  return asked?.origin === base.origin
    ? asked
    : 'its health path is no path below its URL';
}

/**
 * Says why an address that an entity named is not asked: anybody may write an
 * entity, and this process reaches what they cannot.
 */
function refuse(url: URL, probeHosts: string[]): string | undefined {
  if (isInnerHost(url.hostname)) return notAsked(url);
  return isListedHost(url, probeHosts)
    ? undefined
    : `an entity of the catalog names its host ${url.host}, which is not asked: list it in idpOrchestrator.catalogServices.probeHosts, or the service in idpOrchestrator.services`;
}

function notAsked({ host }: URL): string {
  return `an entity of the catalog names its host ${host}, which leads to a link-local address or to a cloud's metadata, and is never asked: give the service another URL`;
}

/** Judges an answer: a service that answers with an error lives, but does not do its work. */
function judge(answer: HttpAnswer, probe: HttpProbe, url: URL): Judged {
  const { status, location, body } = answer;
  const { expectStatus, expectBody } = probe;
  const asExpected =
    expectStatus === undefined ? status < 400 : status === expectStatus;
  const said = `answers with status ${status}`;
  if (!asExpected) {
    return {
      status: 'degraded',
      score: status >= 500 ? 25 : 50,
      text: expectStatus === undefined ? said : `${said}, not ${expectStatus}`,
      next: nextFor(status),
    };
  }
  const redirect =
    location && status >= 300
      ? `, sending to ${redactRedirect(location, url)}`
      : '';
  if (expectBody !== undefined && !body.includes(expectBody)) {
    return {
      status: 'degraded',
      score: 50,
      text: `${said}${redirect}, but without "${expectBody}"`,
    };
  }
  return { status: 'healthy', score: 100, text: `${said}${redirect}` };
}

function nextFor(status: number): Sight['next'] {
  if (status === 401 || status === 403) {
    return { text: 'Give a health path that needs no sign-in.' };
  }
  if (status === 404 || status === 410) {
    return { text: 'Check its health path.' };
  }
  return undefined;
}
