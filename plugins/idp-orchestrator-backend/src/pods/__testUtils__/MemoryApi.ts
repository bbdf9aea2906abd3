import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ClusterObject } from '../../cluster/watch/ClusterObject';

/** The fields of requests and objects that are looked at here. */
interface Body {
  metadata?: Partial<ClusterObject['metadata']> & { generateName?: string };
  spec?: {
    nodeName?: string;
    resourceAttributes?: {
      verb: string;
      resource: string;
      subresource?: string;
    };
  };
  status?: object;
  preconditions?: { uid?: string };
  gracePeriodSeconds?: number;
}
type Stored = Body & { metadata: ClusterObject['metadata'] };
type Fields = Record<string, unknown>;
interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  path: string;
  object: Stored;
}

const COLLECTION =
  /^(\/(?:api|apis\/batch)\/v1\/namespaces\/[^/]+\/(?:secrets|jobs|pods|events))(?:\/([^/]+))?(\/status)?$/;

const KINDS: Record<string, Record<string, string>> = {
  '/api/v1': { secrets: 'Secret', pods: 'Pod', events: 'Event' },
  '/apis/batch/v1': { jobs: 'Job' },
};

/**
 * The part of an API server that attempts in pods need, where no real one is
 * built: the same suite runs on both, so that it is none that nobody has seen.
 */
export class MemoryApi {
  /** Rights that accounts have not got, as `create jobs`. */
  readonly denied = new Set<string>();
  readonly #objects = new Map<string, Stored>();
  readonly #changes: Change[] = [];
  readonly #watches = new Set<(change: Change) => void>();
  #version = 1;

  async answer(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://api');
    const body: Body = JSON.parse((await text(request)) || '{}');
    const [, collection, name, part] = COLLECTION.exec(pathname) ?? [];
    if (pathname.includes('selfsubject')) {
      this.#review(body, response);
    } else if (KINDS[pathname]) {
      const resources = Object.entries(KINDS[pathname]).map(([one, kind]) => ({
        name: one,
        kind,
        namespaced: true,
      }));
      send(response, 200, { resources });
    } else if (collection && searchParams.has('watch')) {
      this.#watch(collection, searchParams, response);
    } else if (collection && name) {
      this.#answerOne({ method, collection, name, body, part }, response);
    } else if (collection && method === 'POST') {
      this.#create(collection, body, response);
    } else if (collection) {
      const items = this.#list(collection, searchParams);
      const metadata = { resourceVersion: String(this.#version) };
      send(response, 200, { metadata, items });
    } else {
      refuse(response, 404, `there is no ${pathname}`);
    }
  }

  #review({ spec }: Body, response: ServerResponse): void {
    const { verb, resource, subresource } = spec?.resourceAttributes ?? {
      verb: '',
      resource: '',
    };
    const what = subresource ? `${resource}/${subresource}` : resource;
    const allowed = !this.denied.has(`${verb} ${what}`);
    const status = { allowed, userInfo: { username: 'somebody' } };
    send(response, 201, { status });
  }

  #create(collection: string, body: Body, response: ServerResponse): void {
    const given = body.metadata ?? {};
    const generated = `${given.generateName}${randomUUID().slice(0, 5)}`;
    const name = given.name ?? generated;
    const path = `${collection}/${name}`;
    if (this.#objects.has(path)) {
      refuse(response, 409, `"${name}" already exists`);
      return;
    }
    const metadata = {
      ...given,
      name,
      namespace: path.split('/namespaces/')[1].split('/')[0],
      uid: randomUUID(),
      creationTimestamp: new Date().toISOString(),
    };
    send(response, 201, this.#store('ADDED', path, { ...body, metadata }));
  }

  #answerOne(
    {
      method,
      collection,
      name,
      body,
      part,
    }: {
      method: string;
      collection: string;
      name: string;
      body: Body;
      part?: string;
    },
    response: ServerResponse,
  ): void {
    const path = `${collection}/${name}`;
    const there = this.#objects.get(path);
    if (!there) {
      refuse(response, 404, `"${name}" not found`);
    } else if (method === 'GET') {
      send(response, 200, there);
    } else if (method === 'PATCH') {
      const { uid, resourceVersion } = body.metadata ?? {};
      const { metadata } = there;
      const isOther =
        (uid && uid !== metadata.uid) ||
        (resourceVersion && resourceVersion !== metadata.resourceVersion);
      if (isOther) {
        refuse(response, 409, `"${name}": the object has been modified`);
        return;
      }
      const content = part ? { status: body.status } : body;
      send(response, 200, this.#store('MODIFIED', path, merge(there, content)));
    } else {
      this.#delete(path, body, response);
    }
  }

  #delete(path: string, body: Body, response: ServerResponse): void {
    const there = this.#objects.get(path)!;
    const { uid } = body.preconditions ?? {};
    if (uid && uid !== there.metadata.uid) {
      refuse(response, 409, 'Precondition failed: UID');
      return;
    }
    const isGraceful = body.gracePeriodSeconds !== 0 && there.spec?.nodeName;
    if (isGraceful && !there.metadata.deletionTimestamp) {
      const deletionTimestamp = new Date().toISOString();
      this.#store(
        'MODIFIED',
        path,
        merge(there, { metadata: { deletionTimestamp } }),
      );
    } else if (!isGraceful) {
      this.#objects.delete(path);
      this.#note('DELETED', path, there);
    }
    send(response, 200, {});
  }

  #list(collection: string, query: URLSearchParams): Stored[] {
    return [...this.#objects]
      .filter(([path]) => path.startsWith(`${collection}/`))
      .map(([, object]) => object)
      .filter(object => isSelected(object, query));
  }

  #watch(collection: string, query: URLSearchParams, response: ServerResponse) {
    const from = Number(query.get('resourceVersion'));
    const tell = ({ type, path, object, version }: Change) => {
      const isOurs = path.startsWith(`${collection}/`) && version > from;
      if (!isOurs || !isSelected(object, query)) return;
      response.write(`${JSON.stringify({ type, object })}\n`);
    };
    response.writeHead(200).flushHeaders();
    this.#changes.forEach(tell);
    this.#watches.add(tell);
    response.on('close', () => this.#watches.delete(tell));
  }

  #store(type: Change['type'], path: string, object: Body): Stored {
    const metadata = {
      ...object.metadata,
      resourceVersion: String(this.#version + 1),
    };
    const stored = { ...object, metadata } as Stored;
    this.#objects.set(path, stored);
    this.#note(type, path, stored);
    return stored;
  }

  #note(type: Change['type'], path: string, object: Stored): void {
    this.#version += 1;
    const resourceVersion = String(this.#version);
    const metadata = { ...object.metadata, resourceVersion };
    const version = this.#version;
    const change = { version, type, path, object: { ...object, metadata } };
    this.#changes.push(change);
    this.#watches.forEach(tell => tell(change));
  }
}

function isSelected({ metadata }: Stored, query: URLSearchParams): boolean {
  const byName = query.get('fieldSelector')?.startsWith('metadata.name=');
  if (
    byName &&
    query.get('fieldSelector') !== `metadata.name=${metadata.name}`
  ) {
    return false;
  }
  const labels = (query.get('labelSelector') ?? '').split(',').filter(Boolean);
  return labels.every(label => {
    const [key, value] = label.split('=');
    return metadata.labels?.[key] === value;
  });
}

function merge<T extends object>(into: T, patch: object): T {
  const merged = { ...into } as Fields;
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (isFields(value))
      merged[key] = merge((merged[key] ?? {}) as Fields, value);
    else merged[key] = value;
  }
  return merged as T;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, code: number, message: string): void {
  const [, name] = /^"(.*)" not found/.exec(message) ?? [];
  send(response, code, { message, ...(name && { details: { name } }) });
}
