import type { Probe, ServiceDefinition } from '../../platform';
import type { Clock } from '../../ports';
import { askHttp, type HttpAnswer } from './askHttp';
import { explainFailure, explainSilence } from './explainFailure';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type HttpProbe = Extract<Probe, { kind: 'http' }>;
type Judged = Pick<Sight, 'status' | 'score' | 'text' | 'next'>;

/** Sends the service's real health request and tells what came back. */
export async function probeHttp(
  service: ServiceDefinition,
  probe: HttpProbe,
  clock: Clock,
): Promise<Sight> {
  const { kind, timeoutMs: limitMs } = probe;
  const url = urlOf(service, probe);
  if (typeof url === 'string') return { kind, status: 'unknown', text: url };
  const startedAt = clock.now();
  return withinLimit<Sight>(
    { clock, limitMs },
    async signal => {
      try {
        const withBody = probe.expectBody !== undefined;
        const answer = await askHttp(url, { signal, withBody });
        const latencyMs = clock.now() - startedAt;
        return { kind, answered: true, latencyMs, ...judge(answer, probe) };
      } catch (error) {
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
    return `${url} is not an address of http or https`;
  }
  const folder = base.pathname.replace(/\/+$/, '');
  // Health paths are often given in full, as in the service's own documents.
  const isBelow = folder === '' || path.startsWith(`${folder}/`);
  return new URL(
    isBelow ? path : `${folder}/${path.replace(/^\/+/, '')}`,
    base,
  );
}

/** Judges an answer: a service that answers with an error lives, but does not do its work. */
function judge(answer: HttpAnswer, probe: HttpProbe): Judged {
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
  const redirect = location && status >= 300 ? `, sending to ${location}` : '';
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
