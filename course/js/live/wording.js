/** The words of the live class, on phones and on the screen. */
import { said } from "../exercise/wording.js";

export const CHART = /* @__PURE__ */ said({
  few: "kurang dari 5",
  people: "{n} orang",
  turns: ["", "Pertama", "Kedua"],
  n: "{n} jawaban",
  n_of: "{n} jawaban, {of} digambar",
  too_few: "Gambarnya muncul kalau yang menjawab 5 orang atau lebih.",
  no_bars: "{n} jawaban masuk. Pengajar memilih tulisan yang ditampilkan.",
});

export const SCREEN = /* @__PURE__ */ said({
  joined: "orang sudah masuk",
  answered: "dari {n} orang sudah menjawab",
  again: "Putaran 2",
  closed: "Ditutup",
  people: "{joined} masuk, {here} sedang membuka, {answered} menjawab.",
  guests: "{n} tamu",
  states: { here: "belum menjawab", answered: "sudah menjawab", away: "tidak membuka halaman" },
  failed: "Tidak tersambung. Coba tekan lagi.",
});

export const LIVE = /* @__PURE__ */ said({
  code: "Kode dari pengajar",
  code_help: "Enam huruf dan angka, ada di layar Zoom.",
  enter: "Masuk",
  wrong: "Kodenya enam huruf atau angka, seperti k7m 3xp.",
  entering: "Sedang masuk…",
  no_class: "Kelas dengan kode itu tidak ada, atau sudah selesai. Periksa kodenya.",
  offline: "Tidak ada sambungan. Dicoba lagi sendiri.",
  no_address: "Kelas ini belum punya alamat kelas langsung. Tanyakan kepada pengajar.",
  name: "Nama panggilan (boleh dikosongkan)",
  name_help: "Dihapus kalau kelasnya selesai.",
  name_button: "Simpan nama",
  as_person: "Masuk sebagai {code}. Jawaban tersimpan dan ikut dikirim seperti biasa.",
  as_guest:
    "Masuk sebagai tamu. Supaya jawaban ikut dihitung sebagai tugas, buka dulu link undangan dari pendamping.",
  wait: "Ibu/Bapak sudah masuk. Tunggu pertanyaan dari pengajar.",
  again: "Pertanyaan yang sama, sekali lagi. Boleh tetap, boleh ganti jawaban.",
  same: "Jawaban saya tetap",
  sending: "Sedang masuk ke kelas…",
  sent: "✓ Jawaban sudah masuk ke kelas. Masih boleh diganti.",
  not_sent: "Tersimpan di HP, belum masuk ke kelas. Dicoba lagi sendiri.",
  late: "Pertanyaan ini sudah ditutup. Jawaban Ibu/Bapak tetap tersimpan di HP.",
  closed: "Pertanyaan ditutup. Tunggu sebentar, jawabannya akan ditampilkan.",
  shown: "Jawaban kelas",
  ended: "Kelas langsung sudah selesai. Terima kasih, Ibu/Bapak.",
  broken: "Soal ini belum bisa dibuka. Muat ulang halaman ini.",
  left: "Sisa waktu {time}",
  leave: "Keluar dari kelas ini",
});
