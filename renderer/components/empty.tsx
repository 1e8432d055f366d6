/** An empty place that says why it is empty and what to do next. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty.css';

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

export function Empty({ icon: Icon, title, children, actions }: EmptyProps) {
  return (
    <div className="empty">
      <Icon aria-hidden />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
