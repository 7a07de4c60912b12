/** A press, sent with the proof that it came from this page. */

/** @param {string} address @param {FormData} form @returns {Promise<import("./types.js").State>} */
export async function send(address, form) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: form,
      headers: { "X-XSRFToken": document.body.dataset.xsrf ?? "" },
      redirect: "error",
    });
    const told = await answer.json().catch(() => ({}));
    return answer.ok ? told : failed(told.problem ?? reason(answer.status));
  } catch {
    return failed(
      "Meja tidak menjawab. Periksa jendela Kelas UMKM: masih terbuka? Lalu muat ulang halaman ini.",
    );
  }
}

/** @param {number} status */
function reason(status) {
  if (status === 413) return "Berkas ini terlalu besar. Bagi menjadi beberapa, lalu kirim lagi.";
  if (status === 403 || status === 401)
    return "Halaman ini sudah lama terbuka. Muat ulang, lalu tekan lagi.";
  return "Tidak bisa. Muat ulang halaman ini, lalu tekan lagi.";
}

/** @param {string} words @returns {import("./types.js").State} */
function failed(words) {
  return {
    title: "Belum bisa",
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
  };
}
