import { unstable_ClassNameGenerator as ClassNameGenerator } from '@mui/material/className';

// Backstage's own components are MUI 4, ours are MUI 5, and both would name
// their classes `MuiButton-root`: the styles of one would reach the other.
ClassNameGenerator.configure(componentName =>
  componentName.startsWith('v5-') ? componentName : `v5-${componentName}`,
);
