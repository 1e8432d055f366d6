/** The messages at the lower edge of the window. Those that report trouble stay until they are put away. */
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { dismissToast, type Toast, useToasts } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { Button, IconButton } from './button.tsx';
import './toasts.css';

const words = strings.window;

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;
const INFO_MS = 5000;

function ToastView({ toast }: { toast: Toast }) {
  const Icon = ICONS[toast.level];
  useEffect(() => {
    if (toast.level !== 'info') return;
    const timer = setTimeout(() => dismissToast(toast.id), INFO_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <li className={`toast toast-${toast.level}`} role={toast.level === 'info' ? 'status' : 'alert'}>
      <Icon aria-hidden />
      <p className="selectable">{toast.message}</p>
      {toast.action && (
        <Button
          look="quiet"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon={X} label={words.dismissMessage} tip={words.dismiss} onClick={() => dismissToast(toast.id)} />
    </li>
  );
}

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <ul className="toasts" aria-label={words.messages}>
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </ul>
  );
}
