"""Members that are nearly one."""

from __future__ import annotations

from generators.style_refactor.twins import Twins

NEXT = (
    "nextMajor(version: string): string {\n"
    "  const parts = version.split('.').map(Number);\n"
    "  return [parts[0] + 1, 0, 0].join('.');\n}"
)
FIND = (
    "findUser(uuid: string): User {\n  const user = this.users.get(uuid);\n"
    "  if (!user) {\n    throw new Error(`no user ${uuid}`);\n  }\n  return user;\n}"
)


def test_a_later_version_and_a_method_beside_it_are_twins():
    twins = Twins()
    assert not twins.met(NEXT, "DefaultRelease")
    assert twins.met(NEXT.replace("+ 1", "+ 10"), "DefaultRelease")
    assert twins.met(NEXT.replace("nextMajor", "nextMinor"), "DefaultRelease")
    assert not twins.met(FIND, "DefaultUser")


def test_what_a_class_is_about_makes_no_other_member():
    twins = Twins()
    assert not twins.met(FIND, "DefaultUser")
    assert twins.met(FIND.replace("User", "Order").replace("user", "order"), "DefaultOrder")
