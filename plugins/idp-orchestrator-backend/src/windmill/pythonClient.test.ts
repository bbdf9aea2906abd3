import { callProgram, describeCalls } from '../__testUtils__/foreignClients';
import {
  isCompleted,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

/** Waits for a job while it goes on, as people write it. */
const WAITING = `
import json, sys, wmill
job = wmill.run_flow_async("f/idp/lasting", args={})
print(json.dumps({"id": job, "before": wmill.get_job_status(job)}))
client = wmill.Windmill()
print(json.dumps({"result": client.wait_job(job), "after": wmill.get_job_status(job)}))
`;

const CALLING = `
import json, wmill
client = wmill.Windmill()
def failing(call):
    try:
        call()
    except Exception as error:
        return str(error)
job = wmill.run_flow_async("f/idp/greeting", args={"name": "Anna"})
waited = client.wait_job(job)
asked = wmill.run_flow_async("f/idp/asking")
states = client.get(f"/w/idp/jobs_u/completed/get_result_maybe/{asked}").json()
print(json.dumps({
    "waited": waited,
    "result": wmill.get_result(job),
    "root": wmill.get_root_job_id(job),
    "script": wmill.run_script_by_path("f/idp/greet", args={"name": "Ben"}),
    "failed": failing(lambda: client.wait_job(wmill.run_flow_async("f/idp/failing"))),
    "refused": failing(lambda: wmill.run_flow_async("f/idp/greetings")),
    "maybe": sorted(states),
    "cancelled": wmill.cancel_job(asked) == asked,
    "ended": failing(lambda: client.wait_job(asked)),
    "user": wmill.whoami()["email"],
    "version": wmill.get_version(),
}))
`;

describeCalls(['python'], 'The Python client of Windmill', () => {
  let backend: WindmillBackend;

  beforeAll(async () => {
    backend = await startWindmillBackend();
  });
  afterAll(() => backend.idp.stop());

  const callPython = async (program: string) => {
    const { code, stdout, stderr } = await callProgram(
      'python',
      ['-c', program],
      {
        cwd: backend.idp.folder,
        env: {
          BASE_INTERNAL_URL: backend.root,
          WM_TOKEN: backend.idp.token,
          WM_WORKSPACE: 'idp',
        },
      },
    );
    if (code !== 0) throw new Error(stderr);
    const lines = stdout.trim().split('\n');
    return lines.map(line => JSON.parse(line));
  };

  it('waits for a flow that takes some seconds, which goes on to its end', async () => {
    const [{ id, before }, { result, after }] = await callPython(WAITING);
    expect(before).not.toBe('COMPLETED');
    expect({ result, after }).toEqual({
      result: { said: 'Hello Zoe' },
      after: 'COMPLETED',
    });
    const job = await backend.until(id, isCompleted);
    expect(job).toMatchObject({ success: true, canceled: false });
  });

  it('starts, waits, cancels and looks, and is told why not', async () => {
    const [told] = await callPython(CALLING);
    expect(told).toEqual({
      waited: { said: 'Hello Anna' },
      result: { said: 'Hello Anna' },
      root: expect.stringMatching(/^[0-9a-f-]{36}$/),
      script: { greeting: 'Hello Ben' },
      failed: expect.stringContaining("'step_id': 'broken'"),
      refused: expect.stringContaining('greetings'),
      maybe: ['completed', 'result', 'started', 'success'],
      cancelled: true,
      ended: expect.stringContaining('cancelled via cancel_job method'),
      user: 'user:default/mock',
      version: expect.stringContaining('1.818'),
    });
  });
});
