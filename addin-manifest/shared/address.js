/**
 * Addresses as the service compares them, so that a mend finds the recipient that it is about.
 *
 * Never decides whether an address is right: that is the work of the service.
 */

/**
 * @typedef {object} Mailbox
 * @property {string} address
 * @property {string} name as the mail shows it; may be empty
 */

/**
 * The domain in its A-labels; as it is when it is no domain.
 *
 * @param {string} domain
 */
function labels(domain) {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}

/**
 * An address without the ways of writing that mean nothing: case, white space, direction marks, a dot at the end.
 *
 * @param {string} address
 */
export function canonical(address) {
  const text = address
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim()
    .replace(/\.$/u, "")
    .toLowerCase();
  const at = text.lastIndexOf("@");
  return at < 0 ? text : `${text.slice(0, at)}@${labels(text.slice(at + 1))}`;
}

/**
 * Whether two ways of writing are one address.
 *
 * @param {string} one
 * @param {string} other
 */
export function same(one, other) {
  return canonical(one) === canonical(other);
}
