import { Component, type ReactNode } from 'react';

interface FormBoundaryProps {
  children: ReactNode;
  /** What is shown instead of a field that fails. */
  fallback: ReactNode;
}

/** Shows something else where the field of a part of a schema fails, so that the others stay. */
export class FormBoundary extends Component<
  FormBoundaryProps,
  { failed: boolean }
> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  override state = { failed: false };

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
