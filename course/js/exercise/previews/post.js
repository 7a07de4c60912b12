/**
 * What is shown to others: Instagram post, Facebook group post, WhatsApp Status.
 *
 * @typedef {import("../parts/see.js").See} See
 * @typedef {import("../parts/drawn.js").Child} Child
 */
import { h } from "../dom.js";
import { account, body, buttons, heading, line } from "../parts/drawn.js";
import { fill, said } from "../wording.js";

const MOST_TAGS = 5;

/** @param {string} text @returns {Child[]} its hashtags marked, as the app does */
function tagged(text) {
  return text
    .split(/(#[^\s#]+)/)
    .map((part) => (part.startsWith("#") ? h("b", { class: "cx-pv-link" }, part) : part));
}

/** @param {string} text */
export function tagCount(text) {
  return (text.match(/#[^\s#]+/g) || []).length;
}

/** @param {See} see @returns {Child[]} */
function igPost(see) {
  const [name, text, tags] = ["account", "text", "tags"].map((slot) => see.text(slot));
  const count = tagCount(`${text} ${tags}`);
  const late =
    count > MOST_TAGS
      ? ` ${fill(said("Instagram menolak lebih dari {most}."), { most: MOST_TAGS })}`
      : "";
  const caption = text ? [h("b", null, name), " ", ...tagged(text)] : [];
  return [
    account(name, see.text("place"), said("nama_akun")),
    see.photo("photo", said("Foto")),
    text
      ? h("p", { class: "cx-pv-text" }, ...caption)
      : body("", said("Keterangan foto (caption)")),
    tags ? h("p", null, ...tagged(tags)) : null,
    line(
      fill(said("{n} dari {most} hashtag."), { n: count, most: MOST_TAGS }) + late,
      late ? "cx-pv-bad" : "cx-pv-dim",
    ),
  ];
}

/** @param {See} see @returns {Child[]} */
function fbGroup(see) {
  return [
    heading(see.text("group"), said("Nama grup")),
    account(see.text("name"), said("Baru saja"), said("Nama")),
    body(see.text("text"), said("Tulisan Ibu/Bapak")),
    see.photo("photo"),
    buttons(said("Suka"), said("Komentar")),
  ];
}

/**
 * Who sees a Status: those whose every question (you have their number? they have yours?) is
 * answered yes. Rows with an open question are left out.
 *
 * @param {See} see
 * @returns {string[]} who sees it, who does not
 */
export function people(see) {
  /** @type {[string[], string[]]} */
  const [seen, unseen] = [[], []];
  for (const { label, ...cells } of see.rows("people")) {
    const texts = Object.values(cells);
    const yes = texts.every((text) => /^(ya|yes)\b/i.test(text));
    if (texts.length > 1) (yes ? seen : unseen).push(label);
  }
  return [seen.join(", "), unseen.join(", ")];
}

/** @param {See} see @returns {Child[]} */
function waStatus(see) {
  const at = see.text("at").replace(":", ".");
  const [seen, unseen] = people(see);
  const poster = account(
    see.text("name"),
    at ? fill(said("Pukul {at}"), { at }) : said("Baru saja"),
    said("Nama usaha"),
  );
  const story = [poster, see.photo("photo"), body(see.text("text"), said("Isi Status"))];
  return [
    h("div", { class: "cx-pv-story" }, ...story),
    line(
      at
        ? fill(said("Hilang sendiri besok pukul {at} (24 jam)."), { at })
        : said("Hilang sendiri setelah 24 jam."),
    ),
    line(seen && fill(said("Melihat: {names}"), { names: seen })),
    line(unseen && fill(said("Tidak melihat: {names}"), { names: unseen })),
    seen || unseen
      ? null
      : line(said("Yang melihat: orang yang saling menyimpan nomor."), "cx-pv-dim"),
  ];
}

/** @type {Record<string, [string, import("../preview.js").Draw]>} */
export const previews = {
  "ig-post": [said("Postingan Instagram"), igPost],
  "fb-group": [said("Grup Facebook"), fbGroup],
  "wa-status": [said("Status WhatsApp"), waStatus],
};
