/**
 * Whether a certificate is genuine: the signature of an Open Badges 3.0 credential (VC-JWT, section
 * 8.2 of the specification), its claims, and the list of the revoked. Needs no server of ours.
 *
 * @typedef {"genuine"|"revoked"|"forged"} Verdict
 * @typedef {{verdict: Verdict, credential?: any}} Verified
 */
const utf8 = new TextEncoder();
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const KEY_FILE = /^kunci-[\w-]+\.json$/;

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
function bytesOf(text) {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** @param {string} text @returns {any} */
const jsonOf = (text) => JSON.parse(new TextDecoder().decode(bytesOf(text)));

/** @param {string} text @returns {Promise<string>} hexadecimal SHA-256 */
export async function sha256(text) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The file in which the public key lies that a credential names. Only its name counts: the key
 * always comes from this site, never from where a credential says.
 *
 * @param {string} token @returns {string} empty for what is no credential of ours
 */
export function keyFile(token) {
  try {
    const { alg, kid } = jsonOf(token.split(".")[0]);
    const name = String(kid).split("/").pop() || "";
    return alg === "ES256" && KEY_FILE.test(name) ? name : "";
  } catch {
    return "";
  }
}

/** @param {string} token @param {JsonWebKey} jwk @returns {Promise<boolean>} */
async function isSigned(token, jwk) {
  const { kty, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, ECDSA, false, ["verify"]);
  const [header, payload, signature] = token.split(".");
  const signed = utf8.encode(`${header}.${payload}`);
  return crypto.subtle.verify(ECDSA, key, bytesOf(signature), signed);
}

/**
 * Whether the claims say what the credential says. Today's date is left out: we date no certificate
 * ahead, and a cheap phone whose clock was reset must not call a genuine one false.
 *
 * @param {any} vc @param {string} id
 */
function isConsistent(vc, id) {
  const claims = vc.iss === vc.issuer.id && vc.jti === vc.id && vc.sub === vc.credentialSubject.id;
  const ours = vc.type.includes("OpenBadgeCredential") && vc.id.split("/").pop() === `${id}.jwt`;
  return claims && ours && Date.parse(vc.validFrom) / 1000 === vc.nbf;
}

/**
 * @param {string} token @param {string} id the certificate's number
 * @param {JsonWebKey} jwk @param {any} list the list of the revoked
 * @returns {Promise<Verified>}
 */
export async function verify(token, id, jwk, list) {
  try {
    if (!keyFile(token) || token.split(".").length !== 3 || !(await isSigned(token, jwk)))
      return { verdict: "forged" };
    const credential = jsonOf(token.split(".")[1]);
    if (!isConsistent(credential, id)) return { verdict: "forged" };
    const revoked = list.revokedCredential.some(
      (/** @type {any} */ one) => one.id === credential.id && one.revoked !== false,
    );
    return { verdict: revoked ? "revoked" : "genuine", credential };
  } catch {
    return { verdict: "forged" };
  }
}

/**
 * Whether the paper's name is the one that was signed. The paper carries the name and a secret
 * behind the `#` of its QR code; the site holds only a hash of both, which names nobody.
 *
 * @param {any} credential @param {string} name @param {string} secret
 * @returns {Promise<boolean>}
 */
export async function isNamed(credential, name, secret) {
  const [known] = credential.credentialSubject.identifier || [];
  return !!known && known.identityHash === `sha256$${await sha256(`${name}\n${secret}`)}`;
}
