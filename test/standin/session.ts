/** The session of the stand-in: permissions and the lock on the network. */
import { protocol } from './protocol.ts';
import { standin } from './state.ts';

type BeforeRequest = (details: { url: string }, decide: (response: { cancel?: boolean }) => void) => void;
const defaultSession = {
  protocol,
  setPermissionRequestHandler(handler) {
    standin.permissions.request = (permission) => {
      let granted = true;
      handler?.({} as never, permission as never, (decision) => (granted = decision), {} as never);
      return granted;
    };
  },
  setPermissionCheckHandler(handler) {
    standin.permissions.check = (permission) => handler?.(null, permission as never, '', {} as never) ?? true;
  },
  webRequest: {
    onBeforeRequest(filter: { urls: string[] }, listener: BeforeRequest) {
      // Filters are read as far as their scheme: `https://*/*`.
      const schemes = filter.urls.map((url) => url.slice(0, url.indexOf('//')));
      standin.cancels = (address) => {
        let cancelled = false;
        const decide = ({ cancel = false }) => {
          cancelled = cancel;
        };
        if (schemes.includes(new URL(address).protocol)) listener({ url: address }, decide);
        return cancelled;
      };
    },
  },
} satisfies Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> & {
  protocol: unknown;
  webRequest: unknown;
};

export const session = { defaultSession };
