import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ClusterConnection } from '../../cluster/connection/ClusterConnection';
import type { ApiRequest } from '../../cluster/connection/sendRequest';
import type { ObjectSelection } from '../../cluster/watch/listObjects';
import { podsPath } from '../../cluster/workloads/WorkloadObject';
import type { ClaimObject } from '../claim/ClaimObject';
import { ATTEMPT_LABEL, CONTAINER, JOB_UID } from '../settings/names';
import type { JobObject } from './JobObject';

/** The objects of one attempt in its cluster: its claim, its Job, its pods. */
export class AttemptObjects {
  constructor(
    /** Waits for a cluster that is away just now. */
    readonly connection: ClusterConnection,
    readonly at: { namespace: string; name: string },
  ) {}

  /** Selects the Job, as long as it is there. */
  get jobSelection(): ObjectSelection {
    const { namespace, name } = this.at;
    const path = `/apis/batch/v1/namespaces/${namespace}/jobs`;
    return { path, fieldSelector: `metadata.name=${name}` };
  }

  get podSelection(): ObjectSelection {
    const { namespace, name } = this.at;
    const labelSelector = `${ATTEMPT_LABEL}=${name}`;
    return { path: podsPath(namespace), labelSelector };
  }

  readClaim(signal: AbortSignal): Promise<ClaimObject | undefined> {
    return this.#unlessGone({ method: 'GET', path: this.#claimPath }, signal);
  }

  readJob(signal: AbortSignal): Promise<JobObject | undefined> {
    return this.#unlessGone({ method: 'GET', path: this.#jobPath }, signal);
  }

  /** Makes the claim; one that is there already is taken as it is. */
  createClaim(
    content: Pick<ClaimObject, 'data'> & { marks: object },
    signal: AbortSignal,
  ): Promise<ClaimObject> {
    const { data, marks } = content;
    const { name } = this.at;
    const claim = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, ...marks },
      type: 'Opaque',
      immutable: true,
      data,
    };
    const path = this.#claimPath.slice(0, -name.length - 1);
    const read = () => this.readClaim(signal);
    return this.#create<ClaimObject>({ path, content: claim, read }, signal);
  }

  /** Makes the Job; one that is there already is taken as it is. */
  createJob(content: object, signal: AbortSignal): Promise<JobObject> {
    const { path } = this.jobSelection;
    const read = () => this.readJob(signal);
    return this.#create<JobObject>({ path, content, read }, signal);
  }

  /**
   * Notes in the claim which Job it belongs to, and makes it go with that Job;
   * from then on that Job may run, and no other.
   *
   * @throws ConflictError when somebody has changed the claim since it was read;
   *   NotFoundError when it is gone
   */
  async bindClaim(
    { metadata }: ClaimObject,
    job: JobObject,
    signal: AbortSignal,
  ): Promise<void> {
    const { name, uid = '' } = job.metadata;
    const owner = { apiVersion: 'batch/v1', kind: 'Job', name, uid };
    await this.#patch(
      this.#claimPath,
      {
        metadata: {
          resourceVersion: metadata.resourceVersion,
          annotations: { [JOB_UID]: uid },
          ownerReferences: [owner],
        },
      },
      signal,
    );
  }

  /** Notes something in the claim, if it is there. */
  async annotateClaim(
    annotations: Record<string, string>,
    signal: AbortSignal,
  ): Promise<void> {
    await unlessMissing(
      this.#patch(this.#claimPath, { metadata: { annotations } }, signal),
    );
  }

  /**
   * Lets the Job run.
   *
   * @throws ConflictError when there is another one of its name; NotFoundError
   *   when there is none
   */
  async unsuspend({ metadata }: JobObject, signal: AbortSignal): Promise<void> {
    const { uid } = metadata;
    const content = { metadata: { uid }, spec: { suspend: false } };
    await this.#patch(this.#jobPath, content, signal);
  }

  /** Deletes the Job, and no other that has its name by now. */
  async deleteJob(uid: string | undefined, signal: AbortSignal): Promise<void> {
    const content = {
      propagationPolicy: 'Background',
      ...(uid && { preconditions: { uid } }),
    };
    await this.#delete(this.#jobPath, content, signal);
  }

  async deletePod(name: string, signal: AbortSignal): Promise<void> {
    const path = `${podsPath(this.at.namespace)}/${name}`;
    await this.#delete(path, {}, signal);
  }

  async deleteClaim(signal: AbortSignal): Promise<void> {
    await this.#delete(this.#claimPath, {}, signal);
  }

  /** Makes the request for the log of a pod. */
  logOf(pod: string, follow: boolean): ApiRequest {
    const query = { container: CONTAINER, follow, timestamps: true };
    const path = `${podsPath(this.at.namespace)}/${pod}/log`;
    return { method: 'GET', path, query };
  }

  get #claimPath(): string {
    const { namespace, name } = this.at;
    return `/api/v1/namespaces/${namespace}/secrets/${name}`;
  }

  get #jobPath(): string {
    return `${this.jobSelection.path}/${this.at.name}`;
  }

  async #create<T>(
    {
      path,
      content,
      read,
    }: { path: string; content: object; read(): Promise<T | undefined> },
    signal: AbortSignal,
  ): Promise<T> {
    const body = { type: 'application/json', content };
    try {
      const request = { method: 'POST', path, body } as const;
      return (await this.connection.ask<T>(request, signal)).content;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // Made a moment ago, also by a request whose answer never came here.
      const there = await read();
      if (there === undefined) throw error;
      return there;
    }
  }

  async #patch(
    path: string,
    content: object,
    signal: AbortSignal,
  ): Promise<void> {
    const body = { type: 'application/merge-patch+json', content };
    await this.connection.ask({ method: 'PATCH', path, body }, signal);
  }

  async #delete(
    path: string,
    content: object,
    signal: AbortSignal,
  ): Promise<void> {
    const body = { type: 'application/json', content };
    const request = { method: 'DELETE', path, body } as const;
    await unlessMissing(
      this.connection.ask(request, signal).catch(error => {
        // Another one has its name.
        if (!(error instanceof ConflictError)) throw error;
      }),
    );
  }

  #unlessGone<T>(
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    return unlessMissing(
      this.connection.ask<T>(request, signal).then(({ content }) => content),
    );
  }
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
