/**
 * Every visible text of the frame and the fields. Words in braces are filled in.
 *
 * A page in another language says its words before this script runs (`kelasWords`: sentences by
 * the Indonesian ones); what it does not know stays Indonesian.
 */
const { kelasWords } = /** @type {{kelasWords?: Record<string, string>}} */ (globalThis);

/** What a form is written in; "" where its page says so itself. */
export const LANG = kelasWords ? "" : "id";

/**
 * @template T @param {T} words a sentence, or any number of them @returns {T} in the page's language
 */
export function said(words) {
  if (!kelasWords) return words;
  return JSON.parse(JSON.stringify(words), (_, one) => kelasWords[one] || one);
}

export const WORDS = /* @__PURE__ */ said({
  saving: "Menyimpan…",
  saved: "Tersimpan pukul {time}",
  not_saved:
    "Belum tersimpan. Jangan tutup halaman ini dulu. Kalau tetap begini, beri tahu pendamping.",
  helped: "Saya dibantu orang lain saat mengerjakan ini",
  feedback_title: "Penjelasan",
  practice: "Latihan",
  deed: "Untuk usaha sendiri",
  ungraded: "tidak dinilai",
  graded: "dinilai",
  unknown_kind: "Bagian ini butuh versi aplikasi yang lebih baru.",
  part: "Halaman {n} dari {of}",
  clear: "Kosongkan",
  frame_use: "Pakai kalimat ini",
  frame_next: "Isi titik-titik berikutnya",
  unsure: "Tidak apa-apa. Jawaban jujur membantu kami. Silakan lanjut.",
  choices_most: "Pilih paling banyak {most}.",
  choices_full: "Sudah {most} pilihan. Untuk mengganti, lepaskan satu pilihan dulu.",
  number_note: "Tulis dengan angka, misalnya {example}.",
  number_most: "Paling banyak {most}.",
  number_right: "Tepat.",
  number_wrong: "Belum. Coba hitung sekali lagi.",
  count: "{n} huruf",
  count_near: "{n} dari {max} huruf",
  text_full: "Sudah penuh: paling banyak {max} huruf.",
  order_placed: "Urutan Ibu/Bapak",
  order_rest: "Belum diurutkan",
  order_none: "Ketuk pilihan di bawah, mulai dari yang pertama.",
  order_all: "Semua sudah diurutkan.",
  order_up: "Naik",
  order_down: "Turun",
  order_out: "Keluarkan",
  order_at: "{text}: sekarang nomor {n}",
  order_left: "{text}: dikeluarkan dari urutan",
  table_pick: "Pilih…",
  table_row: "Baris {n}",
  table_added: "Baris tambahan {n}",
  table_add: "Tambah baris",
  table_remove: "Hapus baris",
  table_row_added: "Baris ditambahkan",
  table_row_removed: "Baris dihapus",
  shop_cost: "modalnya {cost}",
  shop_cost_open: "Isi modal satu barang, di bawah harganya.",
  shop_own: "Tugas ini untuk usaha saya: {facts}.",
  shop_change: "Ganti",
  shop_tell: "Tentang usaha saya",
  shop_none:
    "Isi dulu usaha Ibu/Bapak sendiri. Kalau dikosongkan, kerjakan untuk contoh dalam cerita.",
  photo_choose: "Ambil atau pilih foto",
  photo_change: "Ganti foto",
  photo_remove: "Hapus foto",
  photo_removed: "Foto dihapus",
  photo_alt: "Foto untuk: {label}",
  photo_kept: "Foto sudah tersimpan.",
  photo_working: "Foto sedang disiapkan…",
  photo_press: "Foto ini belum dipakai. Tekan “Pakai foto ini”.",
  photo_done: "Foto sudah dipakai",
  photo_not_image: "File itu bukan foto yang bisa dibuka. Silakan pilih foto lain.",
  crop_hint: "Geser kotak ke bagian yang mau dipakai, lalu tekan “Pakai foto ini”.",
  crop_frame: "Kotak potongan foto. Geser dengan tombol panah, ubah besarnya dengan + dan −.",
  crop_bigger: "Lebih besar",
  crop_smaller: "Lebih kecil",
  crop_use: "Pakai foto ini",
  crop_cancel: "Batal",
});

/**
 * @param {string} template
 * @param {Record<string, string | number>} values
 * @returns {string} braces of which `values` knows nothing stay
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}
