/**
 * Who is selling: WhatsApp Business profile, Instagram profile, Facebook page.
 *
 * @typedef {import("../parts/see.js").See} See
 * @typedef {import("../parts/drawn.js").Child} Child
 */
import { account, body, buttons, fact, heading, line } from "../parts/drawn.js";
import { said } from "../wording.js";
import { goods } from "./shop.js";

/** @param {See} see */
function hours(see) {
  const times = [see.text("opens"), see.text("closes")].filter(Boolean).join(" - ");
  return [see.text("days"), times.replace(/:/g, ".")].filter(Boolean).join(", ");
}

/** @param {See} see @returns {Child[]} */
function waProfile(see) {
  return [
    account(see.text("name"), see.text("category"), said("Nama usaha")),
    body(see.text("about"), said("Keterangan usaha")),
    fact(said("Alamat"), see.text("address")),
    fact(said("Jam buka"), hours(see)),
    fact(said("Email"), see.text("email")),
    fact(said("Situs"), see.text("site")),
    ...goods(see, said("Katalog")),
  ];
}

/** @param {See} see @returns {Child[]} */
function igProfile(see) {
  return [
    account(see.text("account").replace(/^@/, ""), see.text("category"), said("nama_akun")),
    body(see.text("bio"), "Bio"),
    line(see.text("link"), "cx-pv-link"),
    buttons(said("Ikuti"), said("Kirim pesan")),
  ];
}

/** @param {See} see @returns {Child[]} */
function fbPage(see) {
  return [
    see.photo("photo", said("Foto sampul")),
    heading(see.text("name"), said("Nama Halaman")),
    line(see.text("category"), "cx-pv-dim"),
    buttons(see.text("button")),
    body(see.text("about"), said("Keterangan Halaman")),
    fact(said("Wilayah"), see.text("area")),
    fact(said("Jam"), see.text("hours") || hours(see)),
  ];
}

/** @type {Record<string, [string, import("../preview.js").Draw]>} */
export const previews = {
  "wa-profile": [said("Profil WhatsApp Business"), waProfile],
  "ig-profile": [said("Profil Instagram"), igProfile],
  "fb-page": [said("Halaman Facebook"), fbPage],
};
