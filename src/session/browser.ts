/** Opens an address in the person's browser, where there is one. */

/** Where nobody would see a browser: a shell on another machine, a Linux without a screen, a CI job. */
const hasScreen = (environment: Readonly<Record<string, string | undefined>>): boolean => {
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  if (has('SSH_CONNECTION') || has('CI')) return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return has('DISPLAY') || has('WAYLAND_DISPLAY') || has('WSL_DISTRO_NAME');
};

/** @returns true when a browser was started; whether it shows the page, nobody can tell. */
export const openBrowser = async (
  url: URL,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> => {
  if (!hasScreen(environment)) return false;
  try {
    const { default: open } = await import('open');
    const browser = await open(url.href);
    // What it says later is its own affair, but an unheard error would end this process.
    browser.on('error', () => undefined);
    return true;
  } catch {
    return false;
  }
};
