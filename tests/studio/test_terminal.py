"""Nothing from outside is a command to the terminal, and a URL's password is not told."""

from __future__ import annotations

from generators.errors import UserError
from studio import errors, terminal


def test_control_characters_are_written_as_escapes() -> None:
    shown = terminal.safe("a\x1b]0;title\x07b\x9bc\u202ed\n\té")
    assert shown == "a\\u001b]0;title\\u0007b\\u009bc\\u202ed\n\té"


def test_an_error_leaves_out_the_password_of_a_url() -> None:
    line = errors.line(UserError("no server answers at http://ann:Pq7xy9@host:8000; start it"))
    assert line == "no server answers at http://…@host:8000; start it"
