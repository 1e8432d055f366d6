/** What differs between systems in the window itself. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
