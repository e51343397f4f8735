"""Paths that complete."""

from pathlib import Path

from textual.app import App, ComposeResult

from studio.widgets.path_input import PathInput, completions


class Field(App[None]):
    def compose(self) -> ComposeResult:
        yield PathInput("")


def made(root: Path) -> str:
    for name in ("repository-one", "repository-two", "other", ".hidden"):
        (root / name).mkdir()
    (root / "repository-one" / "readme.md").write_text("x")
    return f"{root}/"


def test_only_what_is_there_is_offered(tmp_path: Path) -> None:
    root = made(tmp_path)
    assert completions(root) == [
        f"{root}{name}/" for name in ("other", "repository-one", "repository-two")
    ]
    assert completions(f"{root}.h") == [f"{root}.hidden/"]
    assert completions(f"/a;{root}oth") == [f"/a;{root}other/"], "the last of several paths"
    assert completions(f"{root}nowhere/x") == completions("~nobody-by-this-name/") == []


async def test_tab_completes_as_far_as_there_is_one_way(tmp_path: Path) -> None:
    root = made(tmp_path)
    app = Field()
    async with app.run_test() as pilot:
        field = app.query_one(PathInput)
        field.value = f"{root}rep"
        seen = []
        for _ in range(4):
            await pilot.press("tab")
            await pilot.pause()
            seen.append(field.value.removeprefix(root))
        assert seen == ["repository-", "repository-one/", "repository-two/", "repository-one/"]
        field.value = f"{root}repository-one/r"
        await pilot.press("tab")
        await pilot.pause()
        assert field.value == f"{root}repository-one/readme.md"
