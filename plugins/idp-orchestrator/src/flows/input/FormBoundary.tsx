import { Component, type ReactNode } from 'react';

interface FormBoundaryProps {
  children: ReactNode;
  /** What is shown instead when the form cannot be shown. */
  fallback: (reason: string) => ReactNode;
}

/** Shows something else where the form library cannot show the form of a schema. */
export class FormBoundary extends Component<
  FormBoundaryProps,
  { reason?: string }
> {
  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override state: { reason?: string } = {};

  override render() {
    const { reason } = this.state;
    return reason === undefined
      ? this.props.children
      : this.props.fallback(reason);
  }
}
