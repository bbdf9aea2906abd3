import { isBeingLookedUp } from './connecting';
import type { Sight } from './Sight';

type Failure = Pick<Sight, 'status' | 'score' | 'text' | 'next' | 'isThere'>;

const down = (text: string): Failure => ({ status: 'down', score: 0, text });

/** Describes something that is there but cannot be used as it is; a restart would not change that. */
const unusable = (text: string, whatHelps: string): Failure => ({
  status: 'degraded',
  score: 25,
  text,
  next: { text: whatHelps },
});

const unknown = (text: string): Failure => ({ status: 'unknown', text });

/** Explains what an error of a connection to `host` (with its port) says about the service there. */
export function explainFailure(error: Error, host: string): Failure {
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    explainWay(code, host) ??
    explainCertificate(error, code) ??
    explainSpeech(code, host) ??
    down(`cannot be asked at ${host}: ${error.message || code}`)
  );
}

/** Explains what it says about a service that its host name gave no answer within `limitMs`. */
export function explainSilence(hostname: string, limitMs: number): Failure {
  return isBeingLookedUp(hostname)
    ? unknown(
        `the name server gives no answer for ${hostname} within ${limitMs} ms (DNS)`,
      )
    : down(`no answer from ${hostname} within ${limitMs} ms`);
}

function explainWay(code: string, host: string): Failure | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        ...down(`nothing listens at ${host} (connection refused)`),
        isThere: false,
      };
    case 'ENOTFOUND':
      return {
        ...down(`its host name is not known (DNS): ${host}`),
        next: { text: 'Check its URL and the name server.' },
      };
    case 'EAI_AGAIN':
      return unknown(`the name server does not answer for ${host} (DNS)`);
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return unknown(`the backend has no network to ${host}`);
    case 'EHOSTUNREACH':
      return down(`there is no way to its host ${host}`);
    case 'ETIMEDOUT':
      return down(`its host ${host} takes no connection in time`);
    case 'ECONNRESET':
    case 'EPIPE':
      return down(`${host} closes the connection without an answer`);
    default:
      return undefined;
  }
}

const RENEW = 'Renew its certificate.';
const TRUST =
  'Give it a certificate of a known authority, or let the backend trust this one with NODE_EXTRA_CA_CERTS.';

function explainCertificate(error: Error, code: string): Failure | undefined {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return unusable('TLS: its certificate has expired', RENEW);
    case 'CERT_NOT_YET_VALID':
      return unusable(
        'TLS: its certificate is not valid yet',
        'Compare the clocks of both hosts, or renew its certificate.',
      );
    case 'CERT_REVOKED':
      return unusable('TLS: its certificate is revoked', RENEW);
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return unusable('TLS: its certificate is self-signed', TRUST);
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return unusable('TLS: its certificate is of an unknown authority', TRUST);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return unusable(
        `TLS: its certificate is for another host (${namesIn(error)})`,
        'Give it a certificate for its host name, or correct its URL.',
      );
    default:
      return undefined;
  }
}

function namesIn(error: Error): string {
  const { cert } = error as { cert?: { subjectaltname?: string } };
  return cert?.subjectaltname?.replaceAll('DNS:', '') ?? 'without a name';
}

function explainSpeech(code: string, host: string): Failure | undefined {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO') {
    return unusable(
      `TLS: ${host} does not speak it`,
      'Correct its URL: http instead of https, or another port.',
    );
  }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return unusable(
      `TLS: no agreement with ${host} (${code})`,
      'Compare the versions and ciphers that both sides take.',
    );
  }
  if (code.startsWith('HPE_')) {
    return unusable(
      `${host} answers, but not in HTTP (${code})`,
      'Correct its URL: https instead of http, or another port.',
    );
  }
  return undefined;
}
