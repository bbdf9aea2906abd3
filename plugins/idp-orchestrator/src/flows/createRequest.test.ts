import { bootstrapFlow } from '../../dev/recordings';
import { createRequest } from './createRequest';

describe('createRequest', () => {
  it('lets the button alone decide about a dry run', () => {
    const values = { input: { dry_run: true, platform_name: 'x' } };
    const { input } = bootstrapFlow;
    expect(createRequest('run', values, input)).toEqual({
      input: { platform_name: 'x' },
    });
    expect(createRequest('dry-run', values, input)).toEqual({
      input: { platform_name: 'x' },
      dryRun: true,
    });
  });

  it('keeps a field of that name where the flow means something else by it', () => {
    const values = { input: { dry_run: true } };
    expect(createRequest('run', values, {}).input).toEqual({ dry_run: true });
  });

  it('sends the environment only when the flow does not ask for it itself', () => {
    const values = { input: {}, environment: ' staging ', reason: ' ' };
    expect(createRequest('plan', values, {})).toEqual({
      input: {},
      environment: 'staging',
    });
    expect(createRequest('plan', values, bootstrapFlow.input)).toEqual({
      input: {},
    });
  });
});
