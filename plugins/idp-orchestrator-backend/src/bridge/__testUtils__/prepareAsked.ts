import { createDrillLogger } from '../../__testUtils__/drill/createDrillLogger';
import { prepareAccount } from '../account';

/** Prepares an account in a process of its own, which may have fewer rights, and prints what came of it. */
const { user, spoolDirectory } = JSON.parse(process.argv[2]);
prepareAccount(
  { user },
  {
    spoolDirectory,
    scriptsDirectories: [],
    path: process.env.PATH,
    logger: createDrillLogger(),
  },
).then(
  account => console.log('prepared', account),
  (error: Error) => console.log(error.message),
);
