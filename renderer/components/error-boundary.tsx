/** Keeps a mistake in one view from emptying the window: says what happened and offers to load it anew. */
import { Bug } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { strings } from '../strings/strings.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';

const words = strings.window;

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
        {words.reload}
      </Button>
    );
    return (
      <Empty icon={Bug} title={words.stopped} actions={reload}>
        <span role="alert" className="selectable">
          {words.stoppedAbout(error.message)}
        </span>
      </Empty>
    );
  }
}
