#!/bin/sh
# Opens Kelas UMKM in the browser; a double click on macOS, "sh" and its name on Linux.
# The first time it makes an environment and installs the program, which takes minutes: in this
# folder where it is the repository, else in the user's own data, once for all classes.

stop() {
    printf '\n%s\n' "$1"
    printf 'Tekan Enter untuk menutup. '
    read -r _
    exit 1
}

cd "$(dirname "$0")" || exit 1
unset PYTHONHOME PYTHONPATH

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# What a program of macOS opens has no PATH of a shell: the usual places stand here too.
find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 \
        /Library/Frameworks/Python.framework/Versions/Current/bin/python3 \
        /opt/homebrew/bin/python3 /usr/local/bin/python3 python3; do
        if fits "$name"; then
            printf '%s' "$name"
            return
        fi
    done
}

if [ -f requirements.txt ] && [ -f course/cli.py ]; then
    env=$PWD/.venv
    # Another place or other requirements: install again.
    want="$PWD $(cksum <requirements.txt)"
else
    case $(uname) in
        Darwin) env="$HOME/Library/Application Support/Kelas UMKM/venv" ;;
        *) env="${XDG_DATA_HOME:-$HOME/.local/share}/kelas-umkm/venv" ;;
    esac
    wheel=
    for file in ./kelas_umkm-*.whl; do
        if [ -f "$file" ]; then wheel=$file; fi
    done
    want=kelas-umkm
    # A wheel beside that was installed once is not installed again: another class may be newer.
    if [ -n "$wheel" ]; then want=${wheel#./}; fi
fi
ready=$env/kelas-siap.txt

is_ready() {
    [ -x "$env/bin/python" ] && [ -f "$ready" ] || return 1
    [ "$want" = kelas-umkm ] || grep -qxF -e "$want" "$ready"
}

if ! is_ready; then
    if ! fits "$env/bin/python"; then
        python=$(find_python)
        if [ -z "$python" ]; then
            stop 'Python 3.11 atau lebih baru belum ada. Pasang dari https://www.python.org/downloads/, lalu klik lagi.'
        fi
        echo 'Menyiapkan Kelas UMKM. Hanya sekali, beberapa menit; jangan tutup jendela ini.'
        "$python" -m venv --clear "$env" ||
            stop 'Tempat untuk program tidak bisa dibuat. Periksa ruang disk dan izin folder, lalu klik lagi.'
    fi
    echo 'Memasang program. Internet diperlukan. Baris berbahasa Inggris di bawah ini biasa.'
    if [ -f requirements.txt ] && [ -f course/cli.py ]; then
        "$env/bin/python" -m pip install --disable-pip-version-check -r requirements.txt
    else
        "$env/bin/python" -m pip install --disable-pip-version-check "${wheel:-kelas-umkm}"
    fi || stop 'Program belum terpasang. Periksa internet dan ruang disk (perlu 2 GB), lalu klik lagi; yang sudah terunduh tidak diulang.'
    if [ -f course/cli.py ]; then echo "$want" >"$ready"; else echo "$want" >>"$ready"; fi
fi

echo 'Kelas UMKM terbuka di browser. Biarkan jendela ini; tutup kalau sudah selesai.'
"$env/bin/python" -m course desk ||
    stop 'Kelas UMKM berhenti. Baca baris di atas, lalu klik lagi.'
