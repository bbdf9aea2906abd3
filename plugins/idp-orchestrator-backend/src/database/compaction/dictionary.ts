/**
 * Texts that most runs have in them, so that a short run need not say them
 * itself: what is met most often comes last. What was compressed with them can
 * be read with exactly the same ones only, so they never change; others would
 * be another format beside this one.
 */
export const DICTIONARY = Buffer.from(
  [
    '{"kind":"user","ref":"user:default/"},{"kind":"agent","ref":"agent:","onBehalfOf":"user:default/"},"reason":"","note":"',
    '"type":"run.cancelRequested","by":{"kind":"user","ref":"user:default/"type":"run.retried","from":"","steps":["type":"run.timedOut"type":"run.stalled"type":"run.paused"type":"run.unpaused"type":"run.resumed"',
    '{"type":"step.adopted","stepId":"","attempt":1,"worker":"{"type":"step.retryScheduled","stepId":"{"type":"step.expanded","stepId":"","items":["parent":"","index":0,"item":',
    '{"type":"step.progressed","stepId":"","attempt":1,"progress":{"percent":50,"message":"","summary":"',
    '{"type":"step.annotated","stepId":"","attempt":1,"annotation":{"level":"warning","text":"{"level":"error","text":"',
    '{"type":"step.waiting","stepId":"","attempt":1,"waitingFor":{"kind":"approval","text":"an approval","since":"2026-{"kind":"timer","text":"","until":"{"kind":"retry","text":"',
    '{"type":"step.answered","stepId":"","attempt":1,"answer":"approve","by":{"kind":"user","ref":"user:default/"},"comment":"","approval":{"approvers":["group:default/"],"count":1,"allowInitiator":false}',
    '{"type":"step.skipped","stepId":"","because":"","kind":"not-reached"},"status":"skipped","skippedBecause":"","skipKind":"not-needed"',
    '"status":"failed","error":{"message":"The script ended with exit code 1","step":"","exitCode":1,"stderrTail":["","durationMs":,"command":["bash","--","/scripts/.sh","run"]}',
    '"retries":[{"by":"cancellation":{"by":"stdout"stderr"status":"cancelled"status":"running"status":"waiting"',
    '"input":{"name":"","service":"","environment":"staging","version":"1.0.0","region":"","replicas":1},"secretInput":true,"secretFields":["reason":"","parent":{"runId":"01a","stepId":""},"traceparent":"00-","lock":"","startAt":"2026-',
    '{"type":"run.created","run":{"flowDigest":"","environment":"production","initiator":{"kind":"user","ref":"user:default/"},"input":{},"dryRun":false,"id":"01a","kind":"flow","risk":"medium","flowId":"","flowTitle":"","status":"queued","waitingFor":{"kind":"worker","text":"a free worker","since":"2026-11-27T08:00:00.000Z"},"createdAt":"2026-11-27T08:00:00.000Z","steps":[{"id":"","title":"","uses":"script","needs":[],"onFailure":"abort","status":"pending","attempts":0,"history":[],"annotations":[]},{"id":"","title":"","uses":"approval","needs":[""],"onFailure":"continue","finally":true,"status":"pending","attempts":0,"history":[],"annotations":[]},{"id":"","title":"","uses":"http","needs":[""],"onFailure":"abort","status":"pending","attempts":0,"history":[],"annotations":[]}]}}]',
    ',[2,10,{"type":"run.started","worker":"',
    '"/4026531836/","usage":{"wallMs":379,"userMs":31,"systemMs":18,"peakMemoryBytes":417792}}',
    ',{"name":"","status":"completed","output":null,"timestamp":"2026-11-27T08:00:00.000Z","duration_ms":0,"attempts":1},{"name":"","status":"failed","output":null,"timestamp":"2026-11-27T08:00:00.000Z","duration_ms":1,"attempts":1}],"start_time":"2026-11-27T08:00:00.000Z","end_time":"2026-11-27T08:00:00.000Z","duration":1}',
    ',{"type":"run.finished","status":"failed","output":{"success":false,"failed_steps":[""],"warnings":[],"summary":" in production failed after 2 s (steps: 1 failed',
    '{"flowDigest":"","environment":"development","initiator":{"kind":"service","ref":"external:"},"input":{},"dryRun":false,"id":"01a","kind":"flow","risk":"low","flowId":"","flowTitle":"","status":"succeeded","createdAt":"2026-11-27T08:00:00.000Z","steps":[{"id":"","title":"","uses":"script","needs":[],"onFailure":"abort","status":"succeeded","attempts":1,"history":[{"number":1,"status":"succeeded","startedAt":"2026-11-27T08:00:00.000Z","host":"","finishedAt":"2026-11-27T08:00:00.000Z","usage":{"wallMs":379,"userMs":31,"systemMs":18,"peakMemoryBytes":417792}}],"annotations":[],"startedAt":"2026-11-27T08:00:00.000Z","finishedAt":"2026-11-27T08:00:00.000Z","output":{"version":"","url":"http://"}},{"id":"","title":"","uses":"","needs":[""],"onFailure":"abort","status":"succeeded","attempts":1,"history":[{"number":1,"status":"succeeded","startedAt":"2026-11-27T08:00:00.000Z","host":"","finishedAt":"2026-11-27T08:00:00.000Z"}],"annotations":[],"startedAt":"2026-11-27T08:00:00.000Z","finishedAt":"2026-11-27T08:00:00.000Z"}],"lastSeq":20,"startedAt":"2026-11-27T08:00:00.000Z","finishedAt":"2026-11-27T08:00:00.000Z","output":{"success":true,"failed_steps":[],"warnings":[],"summary":" in development succeeded after 2 s (steps: 7 succeeded).","results":{"job_id":"01a","environment":"development","status":"completed","steps":[{"name":"","status":"completed","output":null,"timestamp":"2026-11-27T08:00:00.000Z","duration_ms":1,"attempts":1}',
    '],[3,0,{"type":"step.started","stepId":"","attempt":1,"host":"',
    '"}],[4,100,{"type":"step.finished","stepId":"","attempt":1,"status":"succeeded"}],[5,0,{"type":"step.started","stepId":"","attempt":1,"host":"',
    '"}],[7,100,{"type":"step.finished","stepId":"","attempt":1,"status":"succeeded","output":{"":""},"usage":{"wallMs":379,"userMs":31,"systemMs":18,"peakMemoryBytes":417792}}],',
    '{"type":"run.finished","status":"succeeded","output":{"success":true,"failed_steps":[],"warnings":[],"summary":"","results":{"job_id":"',
    ']],"chunks":[[8,100,"",1,"stderr",1,5,300,"],[9,100,"",1,"stdout",1,5,300,"',
    '{"events":[[1,1795751397235,{"type":"run.created","run":{"flowDigest":"',
  ].join('\n'),
);
