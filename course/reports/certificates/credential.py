"""An Open Badges 3.0 credential, signed as a VC-JWT (sections 8.2 and 9.1 of the specification).

It says what the programme is and what its holder can do, never who she is. Where she agreed to her
name on the paper it holds a hash of the name and of a secret that only the paper has.

Sources: 1EdTech, Open Badges Specification 3.0; W3C, Verifiable Credentials Data Model 2.0;
1EdTech Revocation List Status Method 1.0.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey

from course.phone.certificates import FOLDER
from course.reports.certificates.keys import ALGORITHM, key_file

_CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
ISSUER, REVOKED = "penerbit.json", "dicabut.json"


@dataclass(frozen=True)
class Programme:
    """What all certificates of a class say."""

    site: str
    """The address of the class's site, with a slash at its end."""
    name: str
    description: str
    criteria: str
    """What one must have done, in a sentence."""

    def address(self, name: str) -> str:
        """Return where a file of the certificates lies."""
        return f"{self.site}{FOLDER}/{name}"

    @property
    def issuer(self) -> dict[str, str]:
        """Return the class as an issuer's profile; its id is where the profile lies."""
        profile = {"id": self.address(ISSUER), "type": "Profile", "name": self.name}
        return {**profile, "url": self.site}


def credential(
    of: Programme, number: str, *, skills: Iterable[str], day: dt.date, identity: str = ""
) -> dict[str, Any]:
    """Return the credential ``number`` with its JWT claims.

    ``skills`` in words; ``identity`` is ``identity_hash`` of the name, empty for a paper without.
    """
    valid_from = dt.datetime.combine(day, dt.time(), dt.UTC)
    # The subject is this certificate's holder and nobody in particular.
    holder = f"{of.address(number)}.jwt#pemegang"
    subject: dict[str, Any] = {
        "id": holder,
        "type": ["AchievementSubject"],
        "achievement": {
            "id": f"{of.address(ISSUER)}#program",
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "inLanguage": "id",
            "name": of.name,
            "description": of.description,
            "criteria": {"narrative": of.criteria},
        },
        "narrative": "\n".join(skills),
    }
    if identity:
        subject["identifier"] = [
            {"type": "IdentityObject", "hashed": True, "identityHash": identity,
             "identityType": "ext:nameAndSecret"}
        ]  # fmt: skip
    return {
        "@context": list(_CONTEXT),
        "id": f"{of.address(number)}.jwt",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": of.name,
        "issuer": of.issuer,
        "validFrom": f"{valid_from:%Y-%m-%dT%H:%M:%SZ}",
        "credentialSubject": subject,
        "credentialStatus": {"id": of.address(REVOKED), "type": "1EdTechRevocationList"},
        "iss": of.issuer["id"],
        "jti": f"{of.address(number)}.jwt",
        "sub": holder,
        "nbf": int(valid_from.timestamp()),
    }


def signed(of: Programme, claims: dict[str, Any], key: ECKey) -> str:
    """Return a credential as a compact JWS; its ``kid`` is where the public key lies."""
    header = {"alg": ALGORITHM, "kid": of.address(key_file(key)), "typ": "JWT"}
    body = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, body, key)


def claims_of(token: str) -> dict[str, Any]:
    """Return what a credential of our own folder says; its signature is not looked at."""
    found: dict[str, Any] = json.loads(jws.extract_compact(token.encode()).payload)
    return found


def revocation_list(of: Programme, numbers: Iterable[str]) -> bytes:
    """Return the list of the revoked; a number of it says nothing of a person."""
    revoked = [{"id": f"{of.address(number)}.jwt", "revoked": True} for number in numbers]
    told = {"id": of.address(REVOKED), "issuer": of.issuer["id"], "revokedCredential": revoked}
    return json.dumps(told, indent=1).encode()


def plain_name(name: str) -> str:
    """Return a name in one form of its letters, blanks single."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def identity_hash(name: str, secret: str) -> str:
    """Return the hash of a name (``plain_name``) and the secret that is on the paper alone."""
    told = f"{name}\n{secret}"
    return f"sha256${hashlib.sha256(told.encode()).hexdigest()}"
