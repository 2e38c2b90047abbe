/** Which mail client this is, as the service counts them. */

export async function client() {
  const [{ name, version }, { os }] = await Promise.all([
    browser.runtime.getBrowserInfo(),
    browser.runtime.getPlatformInfo(),
  ]);
  return { name, version, platform: os };
}
