/**
 * What the grader's checkers say they found, in the language of a page that is not Indonesian: loaded
 * there alone, when an answer is checked.
 */
import { fill, said } from "../exercise/wording.js";

/** Their sentences; in braces what was filled in. The first that fits. */
export const FOUND = [
  "kosong",
  "tidak terbaca",
  "{n} huruf",
  "{n} hashtag",
  "{n} dari {all} benar, {k} alasan tepat",
  "{n} dari {all} benar",
  "{n} dari {all} ditemukan, {k} tidak tepat",
  "{n} dari {all} ditemukan",
  "{n} dari {all} pasang benar",
  "tidak dijawab",
  "belum ada angka",
  "belum dihitung",
  "tidak menyebut buka atau dibalas",
  "hari atau jamnya lain",
  "jam bukanya belum ada",
  "bukan alamat email, atau terlalu panjang",
  "belum memuat nama usaha saja",
  "belum memuat nama usaha",
  "ada tanda yang kurang",
  "alamatnya ada, tidak sendiri",
  "alamat usaha lain",
  "terlalu memuji",
  "mudah ditebak, atau contoh dari pelajaran",
  "contoh dari pelajaran",
  "kalimat atau angka saja, bukan kata sandi",
  "kurang dari {n} huruf",
  "belum tiga kata atau tiga jenis huruf",
  "hanya kata-kata soal",
  "memuat nama: {name}",
  "memuat nama dagangan",
  "ada tahun, atau angka berurutan",
  "belum panjang, atau belum berbeda",
  "ada yang pendek atau mudah ditebak",
  "ada yang pendek, ada yang mirip",
  "agak gelap: coba dekat jendela, siang hari",
  "terlalu terang: jauhkan dari lampu atau matahari langsung",
  "kurang tajam: pegang HP dengan dua tangan, ketuk barangnya di layar",
  "belum persegi: panjang dan lebarnya belum sama",
  "terlalu kecil: potret lebih dekat",
  "ada spasi di tengah alamatnya",
  "ada yang mirip",
  "semuanya mudah ditebak",
  "tidak cocok dengan jumlah yang dihitung",
  "cocok dengan jumlah sendiri",
  "tidak sesuai aturan nama akun",
  "ada spasi",
  "tidak sesuai aturan nama toko",
  "bukan nama produk",
  "huruf besar semua",
  "kosong atau terlalu panjang",
  "tidak menawarkan barang",
  "habis juga",
  "tentang pesanan lain",
  "ada kata: {word}",
  "barang di soal tidak disebut",
  "tidak menjawab yang diminta soal",
  "tidak menjawab keluhannya",
  "tidak menjawab pertanyaannya",
  "kata yang sama diulang-ulang",
  "tentang barang lain: {goods}",
  "usaha lain: {name}",
  "{n}% tulisan menyalin soal atau contoh",
  "berupa daftar kata ({why})",
  "tanpa kata penyambung",
  "hanya kata-kata dari soal",
  "hanya menyebut kriteria",
  "potongan pendek di antara koma",
  "{n} kata disebut tanpa isinya",
  "ajakan atau salam berderet",
  "potongan satu kata",
  "kata-kata tanpa isinya",
  "kata benda formulir",
  "pertanyaan soal",
  "tentang {goods}",
  "{word}: kapan?",
  "jam {n}",
  "ada {sign}",
];

/**
 * @param {string} text a checker's @param {string} [other] where no sentence of ours is known again
 * @returns {string} in the page's language
 */
export function retold(text, other = text) {
  const parts = text.split("; ");
  if (parts.length > 1) return parts.map((one) => retold(one)).join("; ");
  for (const pattern of FOUND) {
    const names = (pattern.match(/\{\w+\}/g) || []).map((name) => name.slice(1, -1));
    const source = pattern.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "(.+)");
    const [whole, ...values] = new RegExp(`^${source}$`).exec(text) || [];
    if (whole === undefined) continue;
    const filled = values.map((value) =>
      value
        .split(", ")
        .map((one) => retold(one))
        .join(", "),
    );
    return fill(
      said(pattern),
      Object.assign({}, ...names.map((name, n) => ({ [name]: filled[n] }))),
    );
  }
  return /[a-z]/i.test(text) ? other : text;
}
