/**
 * Who is selling: WhatsApp Business profile, Instagram profile, Facebook page.
 *
 * @typedef {import("../parts/see.js").See} See
 * @typedef {import("../parts/drawn.js").Child} Child
 */
import { account, body, buttons, fact, heading, line } from "../parts/drawn.js";
import { goods } from "./shop.js";

/** @param {See} see */
function hours(see) {
  const times = [see.text("opens"), see.text("closes")].filter(Boolean).join(" - ");
  return [see.text("days"), times.replace(/:/g, ".")].filter(Boolean).join(", ");
}

/** @param {See} see @returns {Child[]} */
function waProfile(see) {
  return [
    account(see.text("name"), see.text("category"), "Nama usaha"),
    body(see.text("about"), "Keterangan usaha"),
    fact("Alamat", see.text("address")),
    fact("Jam buka", hours(see)),
    fact("Email", see.text("email")),
    fact("Situs", see.text("site")),
    ...goods(see, "Katalog"),
  ];
}

/** @param {See} see @returns {Child[]} */
function igProfile(see) {
  return [
    account(see.text("account").replace(/^@/, ""), see.text("category"), "nama_akun"),
    body(see.text("bio"), "Bio"),
    line(see.text("link"), "cx-pv-link"),
    buttons("Ikuti", "Kirim pesan"),
  ];
}

/** @param {See} see @returns {Child[]} */
function fbPage(see) {
  return [
    see.photo("photo", "Foto sampul"),
    heading(see.text("name"), "Nama Halaman"),
    line(see.text("category"), "cx-pv-dim"),
    buttons(see.text("button")),
    body(see.text("about"), "Keterangan Halaman"),
    fact("Wilayah", see.text("area")),
    fact("Jam", see.text("hours") || hours(see)),
  ];
}

/** @type {Record<string, [string, import("../preview.js").Draw]>} */
export const previews = {
  "wa-profile": ["Profil WhatsApp Business", waProfile],
  "ig-profile": ["Profil Instagram", igProfile],
  "fb-page": ["Halaman Facebook", fbPage],
};
