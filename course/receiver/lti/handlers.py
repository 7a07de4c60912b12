"""The addresses that a learning platform and its users open: login, launch, the code, the keys."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from course import lessons
from course.exercises.invited import read_invitation
from course.inbox.mailbox import lti
from course.inbox.mailbox.visitors import Visitor, proof_of
from course.indicators import ATTITUDE, PHASES, name_due
from course.lessons.lesson import AUDIENCES, Lesson
from course.pages import template
from course.people.forms import order_of
from course.people.invitations import link_to
from course.people.roster import Participant
from course.people.written import read_code
from course.receiver.checks import origin_of
from course.receiver.handlers import Handler, Receiver
from course.receiver.lti.tool import (
    CODE,
    STATE_SECONDS,
    TICKET_SECONDS,
    Tool,
    Tools,
    canvas_settings,
    now,
)
from course.receiver.lti.visit import Visit, visit
from course.receiver.refusals import RefusedError

if TYPE_CHECKING:
    from course.receiver.lti.adapter import Launch

_MOST = 64 * 1024  # a message with everything that a platform may say has some ten
_BROWSER = "kelas-lti"
_MOST_CODE = 600
_TITLE = "Kelas UMKM"


class _OfTool(Handler):
    """An address of the tool, for platforms, their users and the class's computer."""

    is_for_pages = False

    def initialize(self, receiver: Receiver, tools: Tools) -> None:  # type: ignore[override]
        super().initialize(receiver)
        self.tools = tools


class _Page(_OfTool):
    """A page for a person who comes from a platform; what is refused is a page too."""

    kind, most = "application/x-www-form-urlencoded", _MOST

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Referrer-Policy", "no-referrer")

    async def tool(self) -> Tool:
        """Return what the class's files say; RefusedError where it knows no platform."""
        return await self.apart(self.tools.now)

    def given(self) -> dict[str, str]:
        """Return what a form or an address says, each word once."""
        if self.request.method == "GET":
            return {n: v[0].decode("utf-8", "replace")
                    for n, v in self.request.query_arguments.items()}  # fmt: skip
        text = self.whole_body().decode("utf-8", "replace")
        try:
            return {name: values[0] for name, values in parse_qs(text, max_num_fields=40).items()}
        except ValueError as error:
            raise RefusedError("form") from error

    def cookies_given(self) -> dict[str, str]:
        """Return the browser's cookies."""
        return {name: morsel.value for name, morsel in self.cookies.items()}

    def bake(self, tool: Tool, name: str, value: str, seconds: int) -> None:
        """Give a cookie that comes back from a platform's page, in a frame of its page too."""
        # Tornado, and Python before 3.14, know no "Partitioned".
        across = "; Secure; SameSite=None; Partitioned" if tool.is_secure else "; SameSite=Lax"
        self.add_header(
            "Set-Cookie", f"{name}={value}; Max-Age={seconds}; Path=/; HttpOnly{across}"
        )

    def show(self, page: str, tool: Tool | None, sends: str = "", **values: Any) -> None:
        """Answer with a page, which only a platform may frame and which sends to ``sends``."""
        framing = tool.framing if tool else ""
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
            f"form-action 'self' {sends}; frame-ancestors 'self' {framing}",
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(template(f"receiver/lti/{page}").render(title=_TITLE, **values))

    def refuse(self, error: RefusedError) -> None:
        """Answer with a page: a sentence, and the short word for whoever is asked about it."""
        if self._finished:
            return
        self.set_status(error.status)
        if not self.request._body_future.done():  # noqa: SLF001  as the class above
            self.set_header("Connection", "close")
        for name, value in error.headers.items():
            self.set_header(name, value)
        self.show("problem", None, problem=error.problem, code=error.code)

    def write_error(self, status_code: int, **_error: Any) -> None:
        """Answer what nobody foresaw, or what Tornado refuses, as every other refusal."""
        known = {404: "address", 405: "method", 400: "header"}
        self.refuse(RefusedError(known.get(status_code, "fault")))


class Login(_Page):
    """``lti/masuk``: the platform begins; the browser is sent back to it to show who it is."""

    async def get(self) -> None:
        await self.answered(self._begin())

    async def post(self) -> None:
        await self.answered(self._begin())

    async def _begin(self) -> None:
        from course.receiver.lti import adapter  # noqa: PLC0415  see there

        tool, given = await self.tool(), self.given()
        where, cookies = await self.apart(adapter.login, tool, given)
        for name, value, seconds in cookies:
            self.bake(tool, name, value, seconds)
        self.redirect(where)


class _Opening(_Page):
    """What launch and code share: a person who is known is sent to the lesson."""

    def known_person(self, found: Visit) -> Participant | None:
        """Return who this is, if the code was proved and the invitation still holds."""
        code, proof = lti.person_of(self.receiver.mailbox.engine, found.visitor)
        known = self.receiver.of.known()
        person = known.roster.get(code)
        holds = person and person.token and hmac.compare_digest(proof_of(person.token), proof)
        return person if holds and code not in known.forgotten else None

    def note(self, found: Visit, person: Participant | None) -> None:
        """Keep where the grades go, and in which course the person was."""
        engine = self.receiver.mailbox.engine
        if found.item:
            lti.note_item(engine, found.item)
        if person:
            lti.connect(engine, found.visitor, person.code, proof_of(person.token))

    def page_of(self, tool: Tool, lesson: str) -> str:
        """Return the address of a lesson, or of the class's first page."""
        return f"{tool.site}{lesson}.html" if lesson else tool.site

    def link(self, tool: Tool, person: Participant, lesson: str) -> str:
        """Return the link that opens a lesson as a person, a test in the form that was drawn."""
        due = name_due(order_of(self.receiver.root, person), lesson)
        return link_to(self.receiver.root, person, self.page_of(tool, due), tool.base)

    def lead(self, tool: Tool, link: str, *, is_framed: bool) -> None:
        """Send the browser to the lesson, out of a frame with a tap.

        In a frame of another site a page may keep nothing, and works without a line never.
        """
        if is_framed or self.request.headers.get("Sec-Fetch-Dest", "document") != "document":
            self.show("open", tool, link=link)
        else:
            self.redirect(link, status=303)


class LaunchPage(_Opening):
    """``lti/buka``: the platform's message; a lesson opens, a code is asked, or a lesson chosen."""

    async def post(self) -> None:
        await self.answered(self._open())

    async def _open(self) -> None:
        from course.receiver.lti import adapter  # noqa: PLC0415  see there

        tool, given = await self.tool(), self.given()
        launch = await self.apart(adapter.read, tool, given, self.cookies_given())
        found = visit(_name_of(tool, launch), launch.claims)
        if launch.is_deep_link_launch():
            await self._once(launch)
            self._choose(tool, launch, found)
            return
        if not launch.is_resource_launch():
            raise RefusedError("signature")
        if found.lesson and found.lesson not in self.receiver.of.known().lessons:
            raise RefusedError("no-lesson")
        await self._once(launch)
        person = await self.apart(self.known_person, found)
        await self.apart(self.note, found, person)
        if person:
            link = await self.apart(self.link, tool, person, found.lesson)
            self.lead(tool, link, is_framed=found.is_framed)
            return
        browser = tool.new_state(now())
        self.bake(tool, _BROWSER, browser, TICKET_SECONDS)
        visitor = found.visitor
        ticket = tool.ticket({
            "platform": visitor.platform, "context": visitor.context, "sub": visitor.sub,
            "lesson": found.lesson, "framed": found.is_framed, "browser": browser,
        })  # fmt: skip
        look = "" if launch.check_student_access() else self.page_of(tool, found.lesson)
        self.show("code", tool, origin_of(tool.site), ticket=ticket, problem="", look=look,
                  action=tool.url(CODE))  # fmt: skip

    async def _once(self, launch: Launch) -> None:
        """Use the message up; RefusedError for one that was."""
        engine, moment = self.receiver.mailbox.engine, now()
        if not await self.apart(lti.use_once, engine, launch.state, moment, moment + STATE_SECONDS):
            raise RefusedError("used")

    def _choose(self, tool: Tool, launch: Launch, found: Visit) -> None:
        """Show the class's lessons, each with the signed answer that its button sends."""
        if not found.answer:
            raise RefusedError("signature")
        rows = []
        for lesson in sorted(self.receiver.of.known().lessons.values(),
                             key=lambda one: (one.about.order, one.name)):  # fmt: skip
            if lesson.about.audience != AUDIENCES[0] or lesson.about.anonymous:
                continue
            title = lessons.title(lesson.notebook) or lesson.name
            most = 0.0 if lesson.name in PHASES else points_of(lesson)
            rows.append({
                "title": title, "about": lesson.about.about, "graded": bool(most),
                "answer": launch.chosen(title, lesson.name, most),
            })  # fmt: skip
        self.show("choose", tool, origin_of(found.answer), action=found.answer, lessons=rows)


def _name_of(tool: Tool, launch: Launch) -> str:
    """Return the name that the class's file gives to the platform of a message."""
    own = launch.registration.get_issuer(), launch.registration.get_client_id()
    return next(n for n, one in tool.platforms.items() if (one.issuer, one.client_id) == own)


def points_of(lesson: Lesson) -> float:
    """Return the points of a lesson that a platform is told of: attitude is no performance."""
    return sum(cell.points for cell in lesson.criteria if not cell.indicator.startswith(ATTITUDE))


class CodePage(_Opening):
    """``lti/kode``: who came for the first time proves the code, by the invitation."""

    most = 16 * 1024

    async def post(self) -> None:
        await self.answered(self._prove())

    async def _prove(self) -> None:
        tool, given = await self.tool(), self.given()
        ticket = given.get("ticket", "")
        said = tool.read_ticket(ticket)
        # Whoever is handed another's page must not give that other the own code.
        if not hmac.compare_digest(
            self.cookies_given().get(_BROWSER, "").encode(), said["browser"].encode()
        ):
            raise RefusedError("browser")
        code, token = _shown(given)
        try:
            await self.apart(
                self.receiver.of.prove_token, code, token, self.receiver.limits, self.net
            )
        except RefusedError as error:
            if error.code not in {"token", "guessed"}:
                raise
            self.set_status(error.status)
            self.show("code", tool, origin_of(tool.site), ticket=ticket, look="",
                      action=tool.url(CODE), problem=_WRONG[error.code])  # fmt: skip
            return
        link = await self.apart(self._connect, tool, said, code)
        self.lead(tool, link, is_framed=said["framed"])

    def _connect(self, tool: Tool, said: Mapping[str, Any], code: str) -> str:
        person = self.receiver.of.known().roster[code]
        visitor = Visitor(said["platform"], said["context"], said["sub"])
        engine = self.receiver.mailbox.engine
        lti.connect(engine, visitor, code, proof_of(person.token))
        return self.link(tool, person, said["lesson"])


_WRONG = {
    "token": "Undangan ini tidak cocok. Salin lagi linknya dari pesan pendamping, atau tanyakan.",
    "guessed": "Terlalu sering salah. Coba lagi nanti, atau tanyakan kepada pendamping.",
}


def _shown(given: Mapping[str, str]) -> tuple[str, str]:
    """Return code and token: of a pasted invitation, else as typed."""
    pasted = read_invitation(given.get("undangan", "")[:_MOST_CODE])
    if pasted:
        return pasted.code, pasted.token
    token = given.get("kunci", "").strip()[:_MOST_CODE]
    # A telephone's keyboard begins with a capital.
    return read_code(given.get("kode", "")[:_MOST_CODE]), token.lower()


class _Told(_OfTool):
    """Something that a program fetches."""

    async def get(self) -> None:
        said = await self.answered(self.apart(self.said))
        if said is not None:
            self.finish(said)

    def said(self) -> dict[str, Any]:
        """Return what it says."""
        raise NotImplementedError


class PublicKeys(_Told):
    """``lti/kunci.json``: our public keys, as platforms want them."""

    def said(self) -> dict[str, Any]:
        from course.receiver.lti import adapter  # noqa: PLC0415  see there

        found: dict[str, Any] = adapter.key_set(self.tools.now())
        return found


class CanvasSettings(_Told):
    """``lti/canvas.json``: what Canvas is told of the tool, to be pasted or fetched there."""

    def said(self) -> dict[str, Any]:
        return canvas_settings(self.tools.now().base)


class Came(_Told):
    """``GET kotak/platform``: who came and where grades go, for the class's own computer."""

    def said(self) -> dict[str, Any]:
        self.require_class_key()
        engine = self.receiver.mailbox.engine
        return {"people": [vars(one) for one in lti.people(engine)],
                "items": [vars(one) for one in lti.items(engine)]}  # fmt: skip
