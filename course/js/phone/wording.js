/**
 * Every visible text of the phone page that is not in its templates. Words in braces are filled in.
 * One object for each bundle, so that a page loads only its own (PURE: what nobody uses is left out).
 */
import { said } from "../exercise/wording.js";

export const PROGRESS = /* @__PURE__ */ said({
  who: "{who} {code}",
  step: "Langkah {n} dari {steps}",
  again: "Langkah {n} dari {steps}, contoh kedua",
  last: "Langkah terakhir",
  tasks: "{done} dari {tasks} tugas dijawab",
  pieces: "{done} dari {tasks} bagian dijawab",
});

export const LESSON = /* @__PURE__ */ said({
  next: "Lanjut",
  to_send: "Lanjut: kirim",
  full: "dijawab",
  part: "belum lengkap",
  changed: "soal berubah, jawab lagi",
  changed_note: "Soal ini berubah. Jawaban lama disimpan. Silakan jawab lagi.",
  broken: "Soal ini belum bisa dibuka. Jawaban yang sudah ada tetap tersimpan.",
  again: "Coba buka lagi",
  text_missing: "Bagian ini belum bisa dibuka. Periksa sinyal, lalu muat ulang halaman ini.",
  join_failed: "Link undangan belum bisa dipakai. Buka linknya lagi kalau ada sinyal.",
  partner_broken: "Lembar ini belum bisa dibuka. Periksa sinyal, lalu muat ulang halaman ini.",
  check: "Periksa jawaban saya",
  checked: "Sudah diperiksa. Lihat hasilnya",
  send_broken: "Halaman kirim belum bisa dibuka. Periksa sinyal, lalu muat ulang halaman ini.",
});

export const SITTING = /* @__PURE__ */ said({
  skip: "Saya sudah bisa. Langsung ke tugas",
  skipped: "Bacaan dan latihan dilewati. Tugasnya tetap dikerjakan.",
  back: "Baca dulu",
  send: "Kirim jawaban duduk ini",
  again: "Coba satu lagi",
  read: "Baca lagi",
});

export const PARTS = /* @__PURE__ */ said({
  pause: "Ini akhir Bagian {n}. Boleh berhenti dulu, sisanya lain hari.",
  send_part: "Kirim Bagian {n}",
});

export const KEEPSAKES = /* @__PURE__ */ said({
  title: "Untuk disimpan dan dipakai",
  catalogue: "Katalog saya, siap ditempel di WhatsApp",
  card: "Kartu toko saya, dari cerita tadi",
  send: "Kirim ke WhatsApp",
  calendar: "{n} postingan, dengan pengingat 10 menit sebelumnya.",
  into_calendar: "Masukkan ke kalender HP",
  invitation: "Jangan lupa ajakannya: balas, chat, atau datang.",
});

export const SPEAK = /* @__PURE__ */ said({
  listen: "Dengarkan",
  stop: "Berhenti",
  picture: "Gambar: {alt}",
  unit: "Satuannya {unit}",
});

/** On the home page; a test's own page has its sentences in its template. */
export const DAYS = /* @__PURE__ */ said({
  before: "Dibuka {from}",
  unsure: "Dibuka {from}",
  open: "Sampai {until}",
  after: "Sudah ditutup",
});

export const STORAGE = /* @__PURE__ */ said({
  full: "Belum tersimpan: memori HP penuh. Hapus beberapa foto atau video dari HP, lalu buka lagi halaman ini.",
  refused: "Belum tersimpan di HP. Jawaban ini masih bisa dikirim.",
  none: "HP ini belum bisa menyimpan jawaban (mode samaran, atau memori penuh). Jawaban tetap bisa dikirim: jangan tutup halaman ini sebelum dikirim.",
});

export const JOIN = /* @__PURE__ */ said({
  label: "Kode peserta",
  help: "Ada di pesan undangan. Contoh: U07",
  button: "Simpan kode",
  wrong: "Kode peserta berupa huruf lalu angka, misalnya U07. Silakan periksa lagi.",
  failed: "Kode belum bisa dipakai. Muat ulang halaman ini, lalu coba lagi.",
  bad_link:
    "Link undangan ini tidak lengkap. Minta link baru kepada pendamping, atau tulis kode peserta.",
});

export const ASK = /* @__PURE__ */ said({
  label: "Link ini dipakai di HP ini?",
  now: "HP ini sekarang dipakai {who} {code}{more}.",
  invited: "Link yang baru dibuka untuk {who} {code}{more}.",
  mentor: ", pendamping dengan nomor berakhir {end}",
  token: ", dengan kata kunci lain",
  receive: ", dan jawaban dikirim sendiri ke {host}",
  other: {
    help: "Jawaban {old} tetap tersimpan di HP ini, juga kalau HP dipakai orang lain.",
    keep: "Tetap {old}",
    use: "Pakai link baru ({code})",
  },
  renewed: {
    help: "Jawaban {old} tetap tersimpan. Kalau ragu, tanya dulu kepada pendamping: kiriman berikutnya memakai yang dipilih.",
    keep: "Tetap yang lama",
    use: "Pakai link baru",
  },
});

export const IN_APP = /* @__PURE__ */ said(
  "Halaman ini terbuka di dalam aplikasi lain. Supaya jawaban aman, buka di Chrome: ketuk tanda ⋮ atau ⋯ di pojok, lalu pilih “Buka di Chrome” atau “Buka di browser”.",
);

export const HOME = /* @__PURE__ */ said({
  hello: "Halo, {who} {code}.",
  hello_class: "Halo, {who} {code} dari {klass}.",
  start: "Mulai",
  resume: "Lanjutkan",
  look: "Lihat lagi",
  unsent: "Belum dikirim",
  changed: "Ada jawaban baru yang belum dikirim",
  sent: "Terkirim {time}",
  send: "Kirim jawaban",
  deeds: "Sudah dilakukan sungguhan: {done} dari {asked}",
  deed_last: "Yang terakhir: “{last}”",
  now: "Sekarang kerjakan ini",
  fits: "Cocok untuk usaha Ibu/Bapak",
  declined: "Belum perlu. Boleh dibuka kapan saja.",
  kept: "Sudah tersimpan di HP, bisa dibuka tanpa internet",
  unkept: "Pelajaran ini belum diunduh. Buka sekali saat ada sinyal.",
  keep: "Simpan semua pelajaran di HP ({size})",
  keeping: "Sedang menyimpan: {done} dari {total}",
  keep_done: "Semua pelajaran sudah tersimpan di HP.",
  keep_failed:
    "Sebagian belum tersimpan. Periksa sinyal, lalu tekan lagi. Yang sudah masuk tidak diulang.",
  this_is: "Saya {code}",
  this_is_of: "Saya {code} dari {group}",
  restore_broken: "Bagian ini belum bisa dibuka. Periksa sinyal, lalu muat ulang halaman ini.",
});

export const RESTORE = /* @__PURE__ */ said({
  old: "Ini HP lama",
  old_help:
    "Semua jawaban {code} ({n} pelajaran) masuk ke satu file. Kirim ke WhatsApp sendiri, lalu buka di HP baru di halaman ini juga.",
  share: "Bagikan semua jawaban",
  save: "Simpan semua jawaban",
  saved: "File {name} masuk ke folder Download di HP.",
  link: "Kirim link ke WhatsApp sendiri",
  head: "Cadangan jawaban {code}, {time}. Untuk dibuka di HP baru, tidak perlu dikirim ke pendamping.",
  link_head: "Jawaban {code}, untuk HP baru. Jangan diteruskan ke orang lain.",
  fresh: "Ini HP baru, atau jawaban hilang",
  fresh_help:
    "Jawaban yang pernah dikirim masih ada di WhatsApp. Tekan lama pesannya, pilih Salin, lalu tempel di sini. Jawaban yang sudah ada di HP ini tidak hilang.",
  pasted: "Tempel pesan",
  paste: "Pulihkan jawaban",
  chosen: "Atau pilih file jawaban (boleh beberapa)",
  done: "{n} jawaban {code} dipulihkan di HP ini.",
  known: "Semua jawaban itu sudah ada di HP ini.",
  nothing:
    "Belum ada jawaban Kelas UMKM di situ. Salin seluruh pesan, mulai dari kata “Jawaban” sampai huruf terakhir.",
  broken: "Jawaban itu tidak terbaca. Salin lagi seluruh pesannya, atau pakai file jawaban.",
  missing: "Pesan {part} dari {of} belum ada. Tempel juga pesan itu, sekaligus.",
  person: "Ada jawaban milik {code}. Tidak dipulihkan, karena HP ini dipakai {now}.",
  token:
    "Jawaban {code} itu dari undangan lain, jadi tidak dipulihkan. Buka dulu link undangan Ibu/Bapak, atau tanya pendamping.",
  class: "Jawaban {code} itu dari kelas lain, jadi tidak dipulihkan.",
  several: "Ada jawaban lebih dari satu orang. Buka dulu link undangan Ibu/Bapak, lalu ulangi.",
});

export const WHO = /* @__PURE__ */ said({
  peserta: "peserta",
  mentor: "pendamping",
  narasumber: "narasumber",
});

export const PARTNER = /* @__PURE__ */ said({
  ask_mentor: "Lembar ini diisi oleh pendamping. Tulis dulu kode pendamping.",
  mentor: { label: "Kode pendamping", help: "Contoh: MH03", button: "Simpan kode" },
  ask: "Pendamping {code}: lembar ini tentang mitra yang mana? Setiap mitra punya lembar sendiri.",
  partner: { label: "Kode mitra", help: "Contoh: U07", button: "Buka lembarnya" },
  other: "Mitra lain",
  chosen: "Lembar tentang mitra {partner}, diisi oleh {code}.",
  change: "Ganti mitra",
});

export const SEND = /* @__PURE__ */ said({
  summary:
    "{done} dari {tasks} tugas dijawab. Boleh dikirim sekarang, boleh dikirim lagi nanti. Kiriman baru melengkapi yang lama.",
  summary_sheet:
    "{done} dari {tasks} bagian dijawab. Boleh dikirim sekarang, boleh dikirim lagi nanti. Kiriman baru melengkapi yang lama.",
  summary_none:
    "Boleh dikirim sekarang, boleh dikirim lagi nanti. Kiriman baru melengkapi yang lama.",
  stopped: "Keputusan Ibu/Bapak sudah tercatat. Tinggal dikirim. Tidak ada lagi yang perlu diisi.",
  go_on: "Lanjut mengisi",
  left: "Yang belum selesai ({n})",
  none: "belum dijawab",
  part: "belum lengkap",
  changed: "soal berubah, jawab lagi",
  erased: "HP ini bisa menghapus jawaban kalau memorinya penuh. Kirim setiap kali selesai.",
  nothing: "Belum ada jawaban untuk dikirim. Kerjakan dulu satu tugas.",
  restore: "Jawaban ada di HP lama? Pulihkan di sini.",
  ask_code: "Sebelum mengirim, tulis dulu kode peserta Ibu/Bapak.",
  sent: "Terakhir dikirim {time}.",
  sent_new: "Ada jawaban baru yang belum dikirim.",
  by_message: "Kirim lewat WhatsApp",
  message_help: "Pesannya sudah ditulis. Di WhatsApp, tinggal tekan tombol kirim.",
  message_pick: "Di WhatsApp, pilih nama {who}, lalu tekan tombol kirim.",
  many: "Kirim pesan {n} dari {parts}",
  asked: "Sudah ditekan tombol kirim di WhatsApp?",
  asked_many: "Pesan {n} dari {parts}: sudah ditekan tombol kirim di WhatsApp?",
  asked_file: "Sudah dikirim filenya kepada {who}?",
  yes: "Sudah",
  no: "Belum, ulangi",
  again: "Kirim sekali lagi",
  thanks: "Terima kasih. Tercatat: dikirim {time}.",
  copy: "Salin pesan",
  copied: "Pesan disalin. Buka obrolan dengan {who}, tempel, lalu kirim.",
  copy_failed: "Pesan tidak bisa disalin. Pakai tombol Simpan file.",
  trouble: "WhatsApp tidak terbuka? Salin pesannya, atau simpan filenya.",
  by_file: "Kirim file",
  file_or: "Kalau WhatsApp sulit, kirim file ini sebagai gantinya.",
  file_help: "Foto ikut di dalam file ini ({size}).",
  share: "Bagikan file",
  save: "Simpan file",
  saved:
    "File {name} masuk ke folder Download di HP. Di WhatsApp, pilih lampiran (📎), Dokumen, lalu file itu.",
  mentor: "pendamping",
  lecturer: "dosen (bukan pendamping)",
  opinion:
    "Lembar ini untuk dosen, bukan untuk pendamping. Nama dan kode Ibu/Bapak tidak ikut di dalamnya. Di WhatsApp, dosen melihat siapa yang mengirim; yang disimpan hanya jawabannya. Cukup dikirim sekali.",
  to_lecturer: "Kirim kepada dosen",
});

/** What a mentor reads, whatever the participant reads. */
export const LETTER = {
  head: 'Jawaban {code} untuk "{title}", {time}.',
  nameless: "tanpa nama",
  head_part: "Pesan {n} dari {parts}. ",
  head_message: "Jangan diubah, langsung kirim saja.",
  head_file: "Jangan diubah.",
};

/** Of answers that go home by themselves. */
export const LINE = /* @__PURE__ */ said({
  task: {
    arrived: "Sudah sampai ke pengajar.",
    going: "Sedang dikirim ke pengajar…",
    waiting: "Dikirim sendiri kalau ada sinyal.",
    photos: "Jawaban sudah sampai. Fotonya dikirim sendiri kalau ada sinyal.",
    photos_going: "Jawaban sudah sampai. Fotonya sedang dikirim…",
    thrifty: "Jawaban sudah sampai. Fotonya menunggu: buka Kirim jawaban.",
    refused: "Belum diterima pengajar. {problem}",
    closed: "Tidak bisa dikirim sendiri. Kirim lewat WhatsApp.",
  },
  lesson: {
    arrived: "Semua jawaban sudah sampai, {time}. Ibu/Bapak tidak perlu mengirim lewat WhatsApp.",
    going: "{n} jawaban sedang dikirim ke pengajar…",
    waiting: "{n} jawaban belum sampai. Dikirim sendiri kalau ada sinyal.",
    photos:
      "Semua jawaban sudah sampai, {time}. Foto belum ({n} tugas): dikirim sendiri kalau ada sinyal.",
    photos_going: "Semua jawaban sudah sampai, {time}. Foto sedang dikirim ({n} tugas)…",
    thrifty:
      "Semua jawaban sudah sampai, {time}. Foto belum ({n} tugas), supaya hemat kuota dan baterai.",
    refused: "{n} jawaban belum diterima pengajar. {problem}",
    closed:
      "Jawaban tidak bisa dikirim sendiri: undangan di HP ini tidak dikenal. Kirim lewat WhatsApp, atau minta link baru kepada pendamping.",
  },
  tap: "Kirim foto sekarang",
  by_hand: "Cara lain: kirim lewat WhatsApp",
});

/** The same on the home page. */
export const CARD = /* @__PURE__ */ said({
  arrived: "Sudah sampai ke pengajar, {time}",
  waiting: "{n} jawaban belum sampai. Dikirim sendiri kalau ada sinyal.",
  photos: "Jawaban sudah sampai, {time}. Foto belum ({n} tugas).",
  refused: "{n} jawaban belum diterima. Buka Kirim jawaban.",
  closed: "Belum sampai. Buka Kirim jawaban, lalu kirim lewat WhatsApp.",
});

export const CHECK = /* @__PURE__ */ said({
  question: "Lihat hasilnya? Sesudah itu masih boleh diperbaiki.",
  counts: "Nilai untuk kelas dihitung dari jawaban yang pertama diperiksa di tiap tugas.",
  empty: "Kotak {names} masih kosong. Isi dulu, lalu periksa.",
  empty_one: "Masih ada kotak yang kosong. Isi dulu, lalu periksa.",
  fill: "Isi dulu",
  as_it_is: "Periksa apa adanya",
  yes: "Ya, periksa",
  no: "Nanti dulu",
  again: "Periksa lagi",
  working: "Sedang diperiksa…",
  written: {
    there: "Sudah ada",
    partly: "Baru sebagian",
    missing: "Belum ada",
    mended: "Tadi {before}, sekarang {now} dari {of} sudah ada.",
  },
  chosen: {
    there: "Sudah benar",
    partly: "Baru sebagian benar",
    missing: "Belum tepat",
    mended: "Tadi {before}, sekarang {now} dari {of} sudah benar.",
  },
  there: "{head}: {what}.",
  there_more: "{head}: {what}, dan {n} lagi.",
  later: "Itu dulu. Sisanya nanti.",
  row_right: "sudah benar",
  row_wrong: "lihat lagi",
  all: "Semua sudah benar. Bagus!",
  all_written: "Semua sudah ada. Bagus!",
  guard: "Belum bisa dinilai penuh: {why}.",
  copied:
    "Ini masih sama dengan soal atau contoh. Tulis tentang barang Ibu/Bapak sendiri, dengan kata sendiri.",
  listed: "Ini masih kata yang berderet, belum kalimat.",
  // By the guard's label: what is written to somebody, a plan, a page that sells.
  guards: {
    "ditulis untuk pembaca": "Tulis seperti berbicara kepada pembacanya.",
    "ditulis dengan kalimat": "Isi tiap kotak dengan kata sendiri: apa, berapa, kapan.",
    "ditulis tentang usaha sendiri": "Tulis di tiap kotak satu hal dari usaha sendiri, dan kenapa.",
    "ditulis untuk barang sendiri": "Isi tentang barang sendiri, dengan angkanya.",
  },
  parts: "Bagian {names}",
  look: "Lihat lagi: {names}",
  look_numbers: "Lihat lagi nomor {names}.",
  number: "Nomor HP tidak perlu ditulis di sini.",
  teacher: "Ini dinilai pengajar.",
  broken: "Pemeriksa belum bisa dibuka. Jawaban tetap tersimpan. Coba lagi kalau ada sinyal.",
});

export const USES = /* @__PURE__ */ said({
  title: "Pakai tulisan Ibu/Bapak",
  mend: "Perbaiki dulu yang tadi. Sesudah itu bisa disalin.",
  copy: "Salin",
  copied: "Sudah disalin. Tempel di tempatnya.",
  not_copied: "Belum tersalin. Tekan lama tulisannya, lalu pilih Salin.",
  whatsapp: "Pasang di WhatsApp",
});

/** The service worker has no page: it looks for these sentences itself. */
export const OFFLINE = {
  title: "Belum tersimpan di HP",
  text: "Halaman ini belum tersimpan di HP, dan sekarang tidak ada internet. Jawaban Ibu/Bapak tetap aman. Buka lagi kalau sudah ada sinyal.",
  home: "Ke semua pelajaran",
};
