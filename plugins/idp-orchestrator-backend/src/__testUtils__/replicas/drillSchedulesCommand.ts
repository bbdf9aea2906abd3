import { parseArgs } from 'node:util';
import { postgres, sqlite, type TestDatabaseKind } from '../databases';
import { drillSchedules, type ScheduleDrillOptions } from './drillSchedules';
import { Fleet } from './Fleet';

/**
 * `tools/yarn drill:schedules [--minutes 10] [--replicas 3] [--every 1000]`:
 * schedules that are due every two seconds. On PostgreSQL one replica is killed
 * each second (never the last that is up), clocks are up to an hour wrong, and
 * the database is away for 20 s; on SQLite there is one, which is killed as soon
 * as it is up. Ends with 1 when a due time has no row, or more or fewer runs than
 * its row says.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      replicas: { type: 'string', default: '3' },
      every: { type: 'string', default: '1000' },
      schedules: { type: 'string', default: '8' },
    },
  });
  const common = {
    schedules: Number(values.schedules),
    everyMs: 2_000,
    dueTimes: Number(values.minutes) * 30,
    killEveryMs: Number(values.every),
    onProgress: (text: string) => console.log(`  ${text}`),
  };
  const replicas = Number(values.replicas);
  const away = { replicas, awayMs: 20_000 };
  const isGood = [
    await drill(postgres(), { ...common, ...away }),
    await drill(sqlite(), { ...common, replicas: 1 }),
  ].every(Boolean);
  console.log(
    isGood ? 'The ledgers are whole, nothing twice' : 'SOMETHING IS WRONG',
  );
  process.exitCode = isGood ? 0 : 1;
}

async function drill(
  database: TestDatabaseKind,
  options: ScheduleDrillOptions,
): Promise<boolean> {
  console.log(`${options.replicas} on ${database.name}`);
  const fleet = await Fleet.create(database);
  const begun = Date.now();
  const report = await drillSchedules(fleet, options);
  await fleet.remove();
  console.log(JSON.stringify(report, undefined, 2));
  console.log(`${Math.round((Date.now() - begun) / 1_000)} s`);
  return report.wrong.length === 0 && report.kills > 0;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
