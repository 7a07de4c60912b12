"""The page behind a certificate's QR code, in a browser: genuine, revoked, forged, unknown."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from joserfc.jwk import ECKey
from phone_fixtures import open_page  # noqa: F401
from playwright.sync_api import Page

from course.phone.certificates import public, publish
from course.phone.site import server
from course.reports.certificates import credential as badge
from course.reports.certificates.keys import signing_key
from course.reports.certificates.paper import Paper

NAME = "Siti Nuraéni, S.E."
DAY = dt.date(2026, 11, 22)
SKILLS = ("Menulis Status WhatsApp untuk jualan", "Membuat unggahan <b>Instagram</b>")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Paper]]:
    """Certificates of every kind, by what the page must say, and their site."""
    root = tmp_path_factory.mktemp("proof")
    (root / "kelas" / "site").mkdir(parents=True)
    site = server(root / "kelas" / "site", 0)
    programme = badge.Programme(
        f"http://localhost:{site.server_port}/", "Kelas UMKM Contoh",
        "Pelatihan 32 jam, 26 Oktober 2026 sampai 22 November 2026.", "Semua pelajaran",
    )  # fmt: skip
    key, other = signing_key(root), ECKey.generate_key("P-256")
    found = {}
    for number, kind in enumerate(
        ("genuine", "unnamed", "revoked", "forged", "misnamed"), start=22222
    ):
        code, name = f"abcde-{number}", "" if kind == "unnamed" else NAME
        claims = badge.credential(
            programme, code, skills=SKILLS, day=DAY,
            identity=badge.identity_hash(name, "rahasia") if name else "",
        )  # fmt: skip
        token = badge.signed(programme, claims, key)
        if kind == "forged":
            head = token.split(".")[0]
            token = f"{head}.{'.'.join(badge.signed(programme, claims, other).split('.')[1:])}"
        (public(root) / f"{code}.jwt").write_text(token, "utf-8")
        printed = "Orang Lain" if kind == "misnamed" else name
        found[kind] = Paper(programme, code, printed, "rahasia", SKILLS, DAY, "Ketua")
    gone = badge.revocation_list(programme, [found["revoked"].number])
    (public(root) / badge.REVOKED).write_bytes(gone)
    publish(root, "Kelas UMKM")
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield found
    site.shutdown()
    site.server_close()


def shown(page: Page) -> str:
    page.wait_for_function("!['', 'busy'].includes(document.body.dataset.state || '')")
    return page.inner_text("main")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("genuine", "Sertifikat ini asli"),
        ("unnamed", "dibuat tanpa nama"),
        ("revoked", "sudah dicabut"),
        ("forged", "tidak cocok"),
        ("misnamed", "tidak cocok"),
    ],
)
def test_the_page_tells_them_apart(
    kind: str,
    says: str,
    papers: dict[str, Paper],
    open_page: Callable[..., Page],  # noqa: F811
) -> None:
    page = open_page(papers[kind].link, viewport={"width": 360, "height": 740})
    text = shown(page)
    assert says in text
    assert ("Sertifikat ini asli" in text) == (kind in {"genuine", "unnamed"})
    assert (NAME in text) == (kind in {"genuine", "revoked"})
    assert "Orang Lain" not in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if kind == "genuine":
        assert "Membuat unggahan <b>Instagram</b>" in text, "words are text, never HTML"
        assert "22 November 2026" in text
        assert Axe().run(page).response["violations"] == []


def test_an_unknown_number_may_be_typed_again(
    papers: dict[str, Paper],
    open_page: Callable[..., Page],  # noqa: F811
) -> None:
    address = papers["genuine"].link.partition("#")[0]
    page = open_page(f"{address}#i=../penerbit")
    assert "tidak dikenal" in shown(page)
    page.get_by_label("Nomor sertifikat").fill(f" {papers['genuine'].number.upper()} ")
    page.get_by_role("button", name="Periksa").click()
    page.get_by_text("Sertifikat ini asli").wait_for()
    assert "pindai kode QR" in shown(page)
