/** A key combination as keycaps. */
import { keycaps } from '../actions/keys.ts';
import { isMac } from '../platform.ts';
import './keycaps.css';

export function Keycaps({ combination }: { combination: string }) {
  return (
    <span className="keycaps">
      {keycaps(combination, isMac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
