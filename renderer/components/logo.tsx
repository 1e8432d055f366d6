/** The app's icon, from the one file that all platforms' icons are made of. */
import './logo.css';

export function Logo() {
  return <div className="logo" aria-hidden="true" />;
}
