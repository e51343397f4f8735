"""Members that are nearly one."""

from __future__ import annotations

from generators.typescript.twins import ALIKE, Twins

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
    assert twins.met(NEXT, "DefaultRelease") < ALIKE
    assert twins.met(NEXT.replace("+ 1", "+ 10"), "DefaultRelease") >= ALIKE
    assert twins.met(NEXT.replace("nextMajor", "nextMinor"), "DefaultRelease") >= ALIKE
    assert twins.met(FIND, "DefaultUser") < ALIKE


def test_what_a_class_is_about_makes_no_other_member():
    twins = Twins()
    assert twins.met(FIND, "DefaultUser") < ALIKE
    assert (
        twins.met(FIND.replace("User", "Order").replace("user", "order"), "DefaultOrder") >= ALIKE
    )
