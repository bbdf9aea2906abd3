import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { createScriptsFolder } from '../scriptsFolder';

/** Little, but with two steps at the same time, and outputs from step to step. */
export const smallFlow = defineFlow({
  id: 'small',
  title: 'Small',
  risk: 'low',
  concurrency: { key: 'small' },
  steps: [
    script('prepare', []),
    script('silent', ['prepare']),
    script('chatty', ['prepare']),
    script('conclude', ['silent', 'chatty'], {
      lines: '${{ steps.chatty.output.lines }}',
    }),
  ],
  output: { lines: '${{ steps.conclude.output.lines }}' },
});

function script(id: string, needs: string[], args: object = {}) {
  return { id, uses: 'script', needs, with: { script: id, args } };
}

const SCRIPTS = {
  prepare: { bash: 'echo "::warning::only a drill"\necho ready' },
  silent: { bash: 'sleep 0.3\necho "slept=yes" >> "$IDP_OUTPUT"' },
  chatty: {
    bash: `
for ((line = 1; line <= 120; line++)); do
  echo "line $line"
  if ((line % 10 == 0)); then echo "trouble $line" >&2; fi
  if ((line % 40 == 0)); then echo "::progress::$((line * 100 / 120))::line $line"; sleep 0.06; fi
done
printf 'no end of the last line'
echo "lines=120" >> "$IDP_OUTPUT"
`,
  },
  conclude: {
    bash: 'echo "it was $*"\necho "lines=$2" >> "$IDP_OUTPUT"\necho "**done**" >> "$IDP_SUMMARY"',
    entry: { parameters: { lines: { type: 'string', title: 'Lines' } } },
  },
};

/** A folder of its scripts. */
export const createSmallScripts = () => createScriptsFolder(SCRIPTS);
