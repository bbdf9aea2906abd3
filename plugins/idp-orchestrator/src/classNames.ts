import { unstable_ClassNameGenerator as ClassNameGenerator } from '@mui/material/className';

/**
 * Backstage's own components are styled by Material UI 4, ours by 5, and both
 * name their classes `Mui…`. A prefix keeps them apart, as the documentation
 * of `@backstage/theme` tells; it must be set before a component is used.
 */
export function keepClassNamesApart(): void {
  ClassNameGenerator.configure(name =>
    name.startsWith('v5-') ? name : `v5-${name}`,
  );
}
