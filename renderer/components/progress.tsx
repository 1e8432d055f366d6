/** How far something is. Without a total it only shows that it goes on. */
import './progress.css';

interface ProgressProps {
  label: string;
  done: number;
  total: number | null;
}

export function Progress({ label, done, total }: ProgressProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div
      className={share === null ? 'progress progress-unknown' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
    >
      <div style={{ scale: `${share ?? 0.3} 1` }} />
    </div>
  );
}
