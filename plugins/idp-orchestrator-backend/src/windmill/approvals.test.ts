import {
  isSuspended,
  isCompleted,
  toBase64,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
});
afterAll(() => backend.idp.stop());

describe('A step that waits for people', () => {
  const links = (id: string, number: number, approver = 'Quinn') =>
    backend.read<Record<'approvalPage' | 'resume' | 'cancel', string>>(
      `/w/idp/jobs/resume_urls/${id}/${number}?approver=${approver}`,
    );
  const open = (address: string) =>
    fetch(
      new URL(
        new URL(address).pathname + new URL(address).search,
        backend.root,
      ),
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"comment":"fine"}',
      },
    );

  it('goes on by a signed address, without a token, once', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const { resume, approvalPage } = await links(id, 7);
    expect(approvalPage).toBe(
      `http://localhost:3000/idp-orchestrator/runs/${id}`,
    );
    const flow = await fetch(
      resume
        .replace(/^.*?\/api\//, `${backend.root}/api/`)
        .replace('/resume/', '/get_flow/'),
    );
    expect(await flow.json()).toMatchObject({ job: { id }, approvers: [] });
    expect((await open(resume)).status).toBe(201);
    const next = await backend.until(
      id,
      job => isSuspended(job) && job.flow_status?.modules[0].type === 'Success',
    );
    expect(next.flow_status?.modules).toMatchObject([
      { approvers: [{ resume_id: 7, approver: 'user:default/mock' }] },
      { type: 'WaitingForEvents' },
    ]);
    const again = await open(resume);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('given already');
    const { cancel } = await links(id, 8);
    expect((await open(cancel)).status).toBe(201);
    const rejected = await backend.until(id, isCompleted);
    expect(JSON.stringify(rejected)).toContain('Rejected by user:default/mock');
  });

  it('does not go on by an address that was made up or changed', async () => {
    const id = await backend.start('f/f/idp/asking');
    const other = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const { resume } = await links(id, 1);
    for (const forged of [
      resume.replace(id, other),
      resume.replace('/1/', '/2/'),
      resume.replace('Quinn', 'Rosa'),
      resume.replace(/\.[\w-]+\?/, '.AAAA?'),
      resume.replace(/\/1\/[\w-]+\./, `/1/${toBase64({ refs: [] })}.`),
      resume.replace('/resume/', '/cancel/').replace('Quinn', ''),
    ]) {
      const response = await open(forged);
      expect([forged, response.status]).toEqual([forged, 401]);
    }
    await backend.until(id, isSuspended);
    for (const job of [id, other]) {
      await backend.post(`/w/idp/jobs_u/queue/cancel/${job}`);
      await backend.until(job, isCompleted);
    }
  });

  it('lends nobody the right to approve what they started', async () => {
    const id = await backend.start('f/f/idp/four-eyes');
    await backend.until(id, isSuspended);
    const { resume } = await links(id, 1);
    const response = await open(resume);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('somebody else than who started');
    await backend.post(`/w/idp/jobs_u/queue/cancel/${id}`);
    await backend.until(id, isCompleted);
  });

  it('is answered with a token too', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const one = await backend.post(
      `/w/idp/jobs_u/flow/resume_suspended/${id}`,
      {
        payload: { ok: true },
      },
    );
    expect(one.status).toBe(201);
    await backend.until(
      id,
      job => isSuspended(job) && job.flow_status?.modules[0].type === 'Success',
    );
    const two = await backend.post(`/w/idp/jobs/flow/resume/${id}`);
    expect(two.status).toBe(201);
    expect(await backend.until(id, isCompleted)).toMatchObject({
      success: true,
    });
  });
});
