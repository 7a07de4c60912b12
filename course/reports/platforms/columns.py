"""A lesson's column in a platform's gradebook, over LTI's Assignment and Grade Services 2.0."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

from course.inbox.mailbox.platforms import Platform
from course.inbox.mailbox.registered import Session, registered
from course.inbox.mailbox.visitors import Item


class PlatformError(Exception):
    """What a platform refused or did not answer, in Indonesian; no name, no address in it."""


class _Connector(ServiceConnector):
    """Keeps the right to send for as long as it is asked in one run."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(registration, Session())
        self._rights: dict[str, str] = {}

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        return self._rights.get(scope_key)

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        if expires_in > 0:
            self._rights[scope_key] = access_token


class Gradebook:
    """A platform's gradebook, as far as this class may write in it."""

    def __init__(self, platform: Platform, key: str) -> None:
        """``key``: ours, as PEM."""
        conf = registered((platform,), key)
        own = conf.find_registration_by_params(platform.issuer, platform.client_id)
        self._connector = _Connector(own)

    def column(self, item: Item, title: str, most: float) -> PlatformColumn:
        """Return the column of an item: the one it names, else found or made by lesson.

        Raises PlatformError where there is none and none may be made.
        """
        said = {"scope": list(item.scopes), "lineitem": item.lineitem, "lineitems": item.lineitems}
        service = AssignmentsGradesService(self._connector, said)  # type: ignore[arg-type]
        if item.lineitem:
            return PlatformColumn(service, LineItem({"id": item.lineitem}))
        new = LineItem().set_label(title).set_score_maximum(most).set_resource_id(item.lesson)
        with _told():
            return PlatformColumn(service, service.find_or_create_lineitem(new, "resource_id"))


class PlatformColumn:
    """One column."""

    def __init__(self, service: AssignmentsGradesService, line: LineItem) -> None:
        self._service, self._line = service, line

    def shares(self) -> dict[str, float]:
        """Return what stands there, by the platform's number of a person: 0 to 1 of the points.

        Empty where the platform does not let a tool read. Raises PlatformError.
        """
        if not self._service.can_read_grades():
            return {}
        with _told():
            return {
                str(one["userId"]): float(one["resultScore"]) / float(one.get("resultMaximum") or 1)
                for one in self._service.get_grades(self._line)
                if one.get("resultScore") is not None
            }

    def put(self, sub: str, points: float, most: float, at: datetime) -> None:
        """Send one person's points. Raises PlatformError."""
        grade = Grade().set_user_id(sub).set_score_given(points).set_score_maximum(most)
        grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        grade.set_timestamp(at.isoformat(timespec="milliseconds"))
        with _told():
            self._service.put_grade(grade, self._line)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except LtiServiceException as error:
        status = error.response.status_code
        raise PlatformError(f"ditolak ({status}). {_MEND.get(status, _TRY_LATER)}") from error
    except LtiException as error:
        raise PlatformError(_NOT_ALLOWED) from error
    except requests.RequestException as error:
        raise PlatformError(f"tidak menjawab ({type(error).__name__}). {_TRY_LATER}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PlatformError(f"jawabannya tidak bisa dibaca. {_TRY_LATER}") from error


_TRY_LATER = "Ulangi nanti; kalau tetap begini, tanyakan pengelola platformnya."
_NOT_ALLOWED = (
    "Platform tidak mengizinkan nilai ditulis di sini. Di pengaturan alatnya, izinkan "
    "“Assignment and Grade Services”."
)
_MEND = {
    400: "Periksa pengaturan nilai alat ini di platform.",
    401: "Periksa client ID dan alamat kuncinya (course lti show).",
    403: _NOT_ALLOWED,
    404: "Kolom nilainya atau orangnya tidak ada lagi di kursus itu.",
}
