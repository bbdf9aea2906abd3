import { mkdir } from 'node:fs/promises';
import { startDatabase } from './databases';
import { Drill, type CrashResult } from './harness';
import type { DatabaseName, DrillOptions } from './readOptions';
import { openBootstrap, openSmall } from './subjects';

export interface DatabaseResult extends CrashResult {
  database: DatabaseName;
}

const SUBJECTS = { 'bootstrap-platform': openBootstrap, small: openSmall };

/** Tries all that was asked for on one database; `tell` hears of each crash when its run is over. */
export async function drillDatabase(
  name: DatabaseName,
  options: DrillOptions & { folder: string },
  tell: (result: DatabaseResult) => void,
): Promise<void> {
  const { flow, times, at, fresh, folder } = options;
  await mkdir(folder, { recursive: true });
  const subject = await SUBJECTS[flow](folder);
  const { database, stop } = await startDatabase(name, folder);
  try {
    await subject.reset();
    const drill = await Drill.open({ ...subject.setting, database });
    try {
      for (const when of times) {
        const series = {
          when,
          ...(at !== undefined && { from: at, to: at }),
          ...(fresh && { prepare: subject.reset }),
        };
        await drill.series(series, result =>
          tell({ ...result, database: name }),
        );
      }
    } finally {
      await drill.close();
    }
  } finally {
    await stop();
    await subject.remove();
  }
}
