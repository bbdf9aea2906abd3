import {
  createConfig,
  getJson,
  postJson,
  type CrashSubject,
} from './CrashSubject';

const TASKS = '/api/scaffolder/v2/tasks';

interface TaskEvent {
  type: string;
  body: { message?: string };
}

/** `settings` are those of the scaffolder, in its configuration. */
export function scaffolderSubject(
  name: string,
  settings: object,
): CrashSubject {
  return {
    name,
    process: place => ({
      entry: 'scaffolderBackend.ts',
      folder: place.folder,
      environment: {
        SCRIPT: place.scripts.file('chatty'),
        EFFECT_FILE: place.effectFile,
      },
      config: { ...createConfig(place), scaffolder: settings },
    }),
    async start(address) {
      const { id } = await postJson<{ id: string }>(address, TASKS, {
        templateRef: 'template:default/script',
        values: {},
      });
      return id;
    },
    async read(address, taskId) {
      const events = await getJson<TaskEvent[]>(
        address,
        `${TASKS}/${taskId}/events`,
      );
      const lines = events
        // Time and level stand before what the script printed.
        .flatMap(({ body }) => body.message?.match(/line \d+ at \d+/) ?? []);
      const isOver = events.some(({ type }) => type === 'completion');
      return { lines, isOver };
    },
  };
}
