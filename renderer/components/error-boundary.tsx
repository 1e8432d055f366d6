/** Keeps a mistake in one view from emptying the window: says what happened and offers to load it anew. */
import { Bug } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const reload = (
      <Button look="primary" onClick={() => location.reload()}>
        Reload the window
      </Button>
    );
    return (
      <Empty icon={Bug} title="This view has stopped" actions={reload}>
        <span role="alert" className="selectable">
          Everything you saved is safe. What happened: {error.message}
        </span>
      </Empty>
    );
  }
}
