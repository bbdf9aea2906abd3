import { bootstrapFlow } from '../../dev/recordings';
import { createRequest } from './createRequest';

describe('createRequest', () => {
  it('leaves out what asks for a dry run, since the plan tells what that would', () => {
    const values = { input: { dry_run: true, platform_name: 'x' } };
    const { input } = bootstrapFlow;
    expect(createRequest(values, input)).toEqual({
      input: { platform_name: 'x' },
    });
  });

  it('keeps a field of that name where the flow means something else by it', () => {
    const values = { input: { dry_run: true } };
    expect(createRequest(values, {}).input).toEqual({ dry_run: true });
  });

  it('sends the environment only when the flow does not ask for it itself', () => {
    const values = { input: {}, environment: ' staging ', reason: ' ' };
    expect(createRequest(values, {})).toEqual({
      input: {},
      environment: 'staging',
    });
    expect(createRequest(values, bootstrapFlow.input)).toEqual({
      input: {},
    });
  });
});
