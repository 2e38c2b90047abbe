/** The service as far as devices go: it renews a token once, and revokes who shows an old one. */

/** @param {{uses: number}} given */
export function officeService({ uses }) {
  const state = {
    uses,
    /** Devices that were let in, and how many of them were revoked. */
    enrolled: 0,
    revoked: 0,
    renewed: 0,
    refusals: 0,
    returns: 0,
    keys: ["key"],
    newest: /** @type {Map<string, string>} */ (new Map()),
    family: /** @type {Map<string, string>} */ (new Map()),
    living: /** @type {Set<string>} */ (new Set()),
  };
  const tokens = (/** @type {string} */ device) => {
    const refresh = `${device}.${(state.renewed += 1)}`;
    state.newest.set(device, refresh);
    state.family.set(refresh, device);
    state.living.add(`access-${refresh}`);
    return { refresh_token: refresh, access_token: `access-${refresh}`, expires_in: 900 };
  };
  const refused = () => {
    state.refusals += 1;
    return { status: 401, json: { code: "refused" } };
  };
  /** @param {any} asked @param {unknown} answer */
  const serve = (asked, answer) => {
    if (asked.path === "/api/v1/devices") {
      if (!state.keys.includes(asked.body.enrolment_key) || state.uses + state.returns === 0) {
        return refused();
      }
      state[state.returns > 0 ? "returns" : "uses"] -= 1;
      state.enrolled += 1;
      const device = `d${state.enrolled}`;
      return { status: 200, json: { device, ...tokens(device) } };
    }
    if (asked.path === "/api/v1/devices/token") {
      const shown = asked.body.refresh_token;
      const device = state.family.get(shown);
      if (device === undefined || !state.newest.has(device)) {
        return refused();
      }
      if (state.newest.get(device) !== shown) {
        state.newest.delete(device);
        state.revoked += 1;
        // Two hold it, or a token was shown twice: both come back with the same key, and no use of it is lost.
        state.returns += 2;
        return refused();
      }
      return { status: 200, json: tokens(device) };
    }
    const known = state.living.has(String(asked.headers.Authorization).replace("Bearer ", ""));
    return known ? { status: 200, json: answer } : { status: 401, json: {} };
  };
  return { state, serve };
}
