import type { AgentStart } from './AgentStart';
import { startAs } from './toolCalls';

const start: AgentStart = {
  flowId: 'deploy',
  kind: 'flow',
  input: { size: 1 },
  environment: 'staging',
  dryRun: false,
  dryRunField: 'dryRun',
  nestsInput: false,
  propose: false,
  risk: 'medium',
  operates: false,
  digest: 'd',
  agent: 'a',
  principal: 'user:default/anna',
};

describe('The call that starts the same again', () => {
  it('has the input where the tool of the flow takes it', () => {
    const beside = { environment: 'staging', dryRun: true };
    expect(startAs(start, 'dry-run')).toEqual({
      action: 'run-deploy',
      input: { size: 1, ...beside },
    });
    expect(startAs({ ...start, nestsInput: true }, 'dry-run')).toEqual({
      action: 'run-deploy',
      input: { input: { size: 1 }, ...beside },
    });
  });

  it('of a script has its arguments in one place, whatever their names', () => {
    const input = {
      action: 'go',
      size: 1,
      args: { action: 'x', environment: 'eu' },
    };
    expect(startAs({ ...start, kind: 'task', input }, 'start')).toEqual({
      action: 'run-script',
      input: {
        script: 'deploy',
        action: 'go',
        args: { size: 1, action: 'x', environment: 'eu' },
        environment: 'staging',
      },
    });
  });
});
