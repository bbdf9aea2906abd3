import {
  formatWorkerIdentity,
  parseWorkerIdentity,
  type WorkerIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { identifyHost, identifyWorker, isDeadWorker } from './workerIdentity';

describe('A worker', () => {
  const host = identifyHost('here');
  const own = parseWorkerIdentity(identifyWorker(host)) as WorkerIdentity;

  it('has a name that tells its host and its process', () => {
    expect(own).toMatchObject({ ...host, name: 'here', pid: process.pid });
  });

  it('has another name than a second one in its process', () => {
    expect(identifyWorker(host)).not.toBe(identifyWorker(host));
  });

  it.each<[string, Partial<WorkerIdentity>, boolean]>([
    ['that lives', {}, false],
    // No process has this number.
    ['whose process is gone', { pid: 4_194_999 }, true],
    ['whose number was given to another', { startTime: '1' }, true],
    ['of this host before it was started again', { boot: 'before' }, true],
    [
      'of another container of this host',
      { namespace: 'other', pid: 4_194_999 },
      false,
    ],
    ['of another host', { name: 'there', pid: 4_194_999 }, false],
  ])('%s is known for what it is', (_, changes, expected) => {
    const worker = formatWorkerIdentity({ ...own, ...changes });
    expect(isDeadWorker(worker, host)).toBe(expected);
  });

  it.each(['', 'here', 'here/boot/0', `here/${host.boot}/0/none/1/x`])(
    'that cannot be understood, as %j, is not known to be dead',
    worker => {
      expect(isDeadWorker(worker, host)).toBe(false);
    },
  );
});
