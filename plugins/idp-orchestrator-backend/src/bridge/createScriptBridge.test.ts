import {
  createAttempt,
  createTestBridge,
  TestFollower,
  type TestBridge,
} from './__testUtils__/createTestBridge';

describe('createScriptBridge', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  it('runs a script and tells both of its streams', async () => {
    const follower = new TestFollower();
    const ending = await test.bridge.run(
      createAttempt({ script: 'speaking' }),
      follower,
      new AbortController().signal,
    );
    expect(ending).toEqual({ outcome: 'succeeded' });
    expect(follower.lines('stdout')).toEqual(['hello']);
    expect(follower.lines('stderr')).toEqual(['trouble']);
    expect(follower.adoptions).toBe(0);
  });
});
