/** Buttons: plain ones, ones with an icon alone, and ones that run an action and show its key in their tooltip. */

import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes } from 'react';
import { type Action, isEnabled } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { keyText } from '../actions/keys.ts';
import { runAction } from '../actions/run.ts';
import { isMac } from '../platform.ts';
import './button.css';

interface Look {
  /** `primary` once a view at most: what to do next. `quiet` has no edge until it is pointed at. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: LucideIcon;
}

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & Look & { tip?: string | undefined };

export function Button({ look = 'plain', icon: Icon, tip, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button button-${look}`} data-tip={tip} {...rest}>
      {Icon && <Icon aria-hidden />}
      {children !== undefined && <span className="ellipsis">{children}</span>}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & {
  icon: LucideIcon;
  label: string;
  /** The key that does the same, as in an action. */
  shortcut?: string | undefined;
  tipSide?: 'right';
};

export function IconButton({ look = 'quiet', icon: Icon, label, shortcut, tip, tipSide, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${look} button-icon`}
      aria-label={label}
      data-tip={tip ?? label}
      data-tip-key={shortcut && keyText(shortcut, isMac)}
      data-tip-side={tipSide}
      {...rest}
    >
      <Icon aria-hidden />
    </button>
  );
}

type ActionButtonProps = Look & {
  action: Action;
  /** With an icon, the label can stay in the tooltip. */
  iconOnly?: boolean;
  label?: string;
};

export function ActionButton({ action, icon, iconOnly = false, look, label = action.label }: ActionButtonProps) {
  const shortcut = shownKey(action);
  const common = { disabled: !isEnabled(action), onClick: () => runAction(action), ...(look && { look }) };
  if (icon && iconOnly) return <IconButton icon={icon} label={label} shortcut={shortcut} {...common} />;
  return (
    <Button
      {...(icon && { icon })}
      {...(shortcut && { tip: action.label, 'data-tip-key': keyText(shortcut, isMac) })}
      {...common}
    >
      {label}
    </Button>
  );
}
