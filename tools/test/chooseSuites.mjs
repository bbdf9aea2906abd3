import { StepFailure } from '../toolchain/StepFailure.mjs';

const NO_INSTALL = '--no-install';

/**
 * What the words after `npm test --` ask for: suites by name (all of them
 * without one), and after them parts of the paths of the test files to run;
 * and, anywhere, that no package of the system may be installed for them.
 */
export function chooseSuites(allWords, suites) {
  const words = allWords.filter(word => word !== NO_INSTALL);
  const first = words.findIndex(word => !suites[word]);
  const named = first < 0 ? words : words.slice(0, first);
  const paths = first < 0 ? [] : words.slice(first);
  const withPaths = Object.keys(suites).filter(name => suites[name].takesPaths);
  if (paths.length > 0 && named.length === 0) {
    throw new StepFailure(
      `There is no suite ${paths[0]}.`,
      `Choose from: ${Object.keys(suites).join(' ')}. A path goes after one of them: npm test -- unit ${paths[0]}`,
    );
  }
  const without = named.find(name => !suites[name].takesPaths);
  if (paths.length > 0 && without) {
    throw new StepFailure(
      `The suite ${without} always looks at everything, and takes no path (${paths.join(' ')}).`,
      `Paths can follow: ${withPaths.join(' ')}`,
    );
  }
  return {
    chosen: named.length > 0 ? named : Object.keys(suites),
    paths,
    mayInstall: words.length === allWords.length,
  };
}
