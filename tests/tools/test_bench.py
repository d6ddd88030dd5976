# SPDX-License-Identifier: Apache-2.0
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


material = _load("bench_material")
_load("benchmark_page")
growth = _load("bench_growth")
bench = _load("bench")


def test_the_same_numbers_give_the_same_documents(tmp_path: Path) -> None:
    words = [material.make_documents(tmp_path / name, range(3)) for name in ("one", "two")]
    one, two = ([path.read_bytes() for path in sorted((tmp_path / name).iterdir())] for name in ("one", "two"))
    assert words[0] == words[1]
    assert one == two
    assert len(set(one)) == 3


def test_files_have_the_size_asked_for_and_all_differ(tmp_path: Path) -> None:
    made = [path.read_bytes() for path in material.make_files(tmp_path, 3, 20_000)]
    assert [len(content) for content in made] == [20_000] * 3
    assert len(set(made)) == 3


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from Linux's /proc")
def test_memory_of_a_process_tree_is_at_least_what_this_process_holds() -> None:
    held = bytearray(os.urandom(1)) * 40_000_000
    assert bench._memory_of_tree(os.getpid()) > len(held)


def test_works_run_in_turns() -> None:
    order: list[str] = []
    bench.in_turns(2, lambda: order.append("one"), lambda: order.append("other"))
    assert order == ["one", "other", "one", "other"]


def test_the_page_names_the_machine_and_marks_a_missed_bound() -> None:
    made = bench.page(
        ["Machine: a test"],
        [bench.Figure("a", "2 of it", "at most 1", held=False), bench.Figure("b", "3", "", held=None)],
    )
    assert "- Machine: a test" in made
    assert "| a | 2 of it | at most 1 | **missed** |" in made
    assert "| b | 3 |  |  |" in made


def test_a_failing_command_ends_the_measuring() -> None:
    done = subprocess.run([sys.executable, "-c", "raise SystemExit(2)"], capture_output=True, check=False)
    with pytest.raises(SystemExit):
        bench.Bench.check(done)


def test_work_that_compares_all_with_all_grows_past_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_seconds", lambda work: work())
    assert growth._growth(lambda size: size, 100) == growth.TIMES < growth.BOUND
    assert growth._growth(lambda size: size * size, 100) > growth.BOUND
