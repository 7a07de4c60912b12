/** A press, sent with the proof that it came from this page. */

/** What one press may send, in bytes; as `MOST_BYTES` in course/desk/uploads.py. */
const MOST = 1024 ** 3;

/** @typedef {(sent: number, total: number, stop: () => void) => void} Tell */

/**
 * `tell` is called while files are on their way.
 * @param {string} address @param {FormData} form @param {Tell} [tell]
 * @returns {Promise<import("./types.js").State>}
 */
export async function send(address, form, tell) {
  const size = bytes(form);
  if (size > MOST) return failed(TOO_MUCH);
  const request = new XMLHttpRequest();
  if (tell && size)
    request.upload.onprogress = ({ loaded, total }) => tell(loaded, total, () => request.abort());
  request.open("POST", address);
  request.setRequestHeader("X-XSRFToken", document.body.dataset.xsrf ?? "");
  if (size) addEventListener("beforeunload", stay);
  try {
    await new Promise((done, cut) => {
      request.onload = done;
      request.onerror = () => cut(new Error(CUT));
      request.onabort = () => cut(new Error(STOPPED));
      request.send(form);
    });
    const told = parsed(request.responseText);
    if (request.status === 200 && told) return told;
    return failed(told?.problem ?? reason(request.status));
  } catch (error) {
    return failed(/** @type {Error} */ (error).message);
  } finally {
    removeEventListener("beforeunload", stay);
  }
}

export const CUT =
  "Meja tidak menjawab. Periksa jendela Kelas UMKM: masih terbuka? Lalu muat ulang halaman ini.";
const STOPPED = "Pengiriman dibatalkan. Tidak ada yang disimpan.";
const TOO_MUCH =
  "Berkas ini lebih dari 1 GB sekaligus. Bagi menjadi beberapa kali kirim, atau keluarkan videonya.";

/** @param {FormData} form */
function bytes(form) {
  let sum = 0;
  for (const value of form.values()) if (value instanceof File) sum += value.size;
  return sum;
}

/** @param {BeforeUnloadEvent} event */
function stay(event) {
  event.preventDefault();
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {number} status */
function reason(status) {
  if (status === 413) return TOO_MUCH;
  if (status === 403 || status === 401)
    return "Halaman ini sudah lama terbuka. Muat ulang, lalu tekan lagi.";
  return "Tidak bisa. Muat ulang halaman ini, lalu tekan lagi.";
}

/** @param {string} words @returns {import("./types.js").State} */
function failed(words) {
  return {
    title: "Permintaan ini",
    state: "failed",
    begun: "",
    doing: "",
    done: 0,
    total: 0,
    lines: [["✗", words]],
    go: "",
    path: "",
    ask: "",
    values: [],
    fields: [],
  };
}
