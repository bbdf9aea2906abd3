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
  const here = (address: string) =>
    new URL(new URL(address).pathname + new URL(address).search, backend.root);
  const open = (address: string) =>
    fetch(here(address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"comment":"fine"}',
    });
  const endRun = async (id: string) => {
    await backend.post(`/w/idp/jobs_u/queue/cancel/${id}`);
    await backend.until(id, isCompleted);
  };

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
    const { steps } = await backend.idp.client.getRun(id);
    expect(steps.flatMap(({ answers = [] }) => answers)).toMatchObject([
      { answer: 'approve', via: 'link' },
      { answer: 'reject', via: 'link' },
    ]);
    const { items } = await backend.idp.client.listAudit({ subject: id });
    expect(items.map(({ act, origin }) => [act, origin.via])).toEqual([
      ['run.reject', 'link'],
      ['run.link', 'session'],
      ['run.approve', 'link'],
      ['run.approve', 'link'],
      ['run.link', 'session'],
    ]);
  });

  it('is shown to whoever opens the address, which does nothing', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const { resume, cancel } = await links(id, 3);
    for (const address of [resume, cancel]) {
      const head = await fetch(here(address), { method: 'HEAD' });
      expect(head.status).toBe(200);
      const page = await fetch(here(address));
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain(
        "frame-ancestors 'none'",
      );
      expect(page.headers.get('cache-control')).toBe('no-store');
      const text = await page.text();
      expect(text).toContain('<dd>Go on? (1 approval');
      expect(text).toContain('<form method="post">');
    }
    const [step] = (await backend.idp.client.getRun(id)).steps;
    expect(step).toMatchObject({ status: 'waiting' });
    expect(step.answers).toBeUndefined();
    const given = await fetch(here(resume), {
      method: 'POST',
      headers: { accept: 'text/html,*/*;q=0.8' },
      body: new URLSearchParams({ comment: '<b>looked</b> at it' }),
    });
    expect(given.status).toBe(201);
    expect(await given.text()).toContain('<h1>Approved</h1>');
    const [{ answers }] = (await backend.idp.client.getRun(id)).steps;
    expect(answers).toMatchObject([
      {
        comment:
          'Approved with the link for Quinn: {"comment":"<b>looked</b> at it"}',
      },
    ]);
    const late = await (await fetch(here(cancel))).text();
    expect(late).toContain('There is nothing to answer here any more');
    expect(late).not.toContain('<form');
    await endRun(id);
  });

  it('takes no link that was made while another step asked', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const { resume: first } = await links(id, 1);
    const { resume: second } = await links(id, 2);
    expect((await open(first)).status).toBe(201);
    await backend.until(
      id,
      job => isSuspended(job) && job.flow_status?.modules[0].type === 'Success',
    );
    const late = await open(second);
    expect(late.status).toBe(400);
    expect(await late.text()).toContain(
      'Step ask waits for no answer. Steps that do: ask-again',
    );
    await endRun(id);
  });

  it('takes no link that was made while it asked the first time', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, isSuspended);
    const { resume } = await links(id, 1);
    const { cancel } = await links(id, 2);
    expect((await open(cancel)).status).toBe(201);
    await backend.until(id, isCompleted);
    await backend.idp.client.retryRun(id, { reason: 'asked too early' });
    await backend.until(id, isSuspended);
    const late = await open(resume);
    expect(late.status).toBe(400);
    expect(await late.text()).toContain('which asks anew by now (attempt 2)');
    await endRun(id);
  });

  it('has no link before it asks', async () => {
    const id = await backend.start('f/f/idp/endless-flow');
    const early = await backend.call(`/w/idp/jobs/resume_urls/${id}/1`);
    expect(early.status).toBe(400);
    expect(await early.text()).toContain('no step of it waits for an answer');
    await endRun(id);
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
