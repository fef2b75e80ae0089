"""``skykeep assign SCENARIO``: policies in the engine, on the same raids."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._answer_files import answer_target, write_answer
from ._common import out_console, print_json, progress
from ._options import AnswerOptions
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.policy_studies import PolicyComparison

__all__ = ["assign_in_raids", "names_a_scenario"]


def names_a_scenario(source: Path) -> bool:
    """Return whether a path is that of a scenario file, or the name of a shipped scenario; what cannot be
    read is none, and is refused as an assignment."""
    if source.suffix == ".toml" and source.is_file():
        try:
            return "raid" in tomllib.loads(source.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
    if source.exists():
        return False
    from skykeep.scenario.file import shipped_scenarios

    return str(source) in shipped_scenarios()


def assign_in_raids(source: Path, policy: list[str] | None, answer: AnswerOptions, **asked: Any) -> None:
    """Play every policy against the same raids, and print or write what came of it."""
    from skykeep.api.policy_studies import compare_policies

    target = answer_target(answer.out)
    with progress("raids under every policy", total=None, silent=answer.silent) as bar:
        given = {name: value for name, value in asked.items() if value is not None}
        found = compare_policies(str(source), policy or None, tick=bar.advance, **given)
    write_answer(found, target, "assign", quiet=answer.quiet)
    if answer.json:
        print_json(found.to_json())
    else:
        _print(found)


def _print(found: PolicyComparison) -> None:
    """Print sentences and a line for each policy."""
    from skykeep.report.policy_words import HEADING, gap_sentences, policy_cells, policy_sentences
    from skykeep.report.saturation_words import stopping_sentence

    console = out_console()
    plain = found.to_json()
    console.print(plain["scenario"]["name"], style="bold", markup=False)
    for sentence in policy_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    print_table(
        ("policy", *HEADING),
        [
            (row["policy"], *policy_cells(row, is_first=place == 0))
            for place, row in enumerate(plain["policies"])
        ],
    )
    console.print()
    for sentence in (
        "Change: from the first policy, raid by raid with the same luck. Computed: how well it is computed. "
        "Figures: how far public figures let the mean change range. 90 % intervals. Time: CPU, compiled.",
        *gap_sentences(plain),
        f"Assumed: {'; '.join(plain['assumed'])}.",
        stopping_sentence(plain["stopping"], found.replications),
        *(warning["text"] for warning in plain["warnings"]),
        f"Seed {found.seed}, view {found.view}.",
    ):
        console.print(sentence, style="dim", markup=False)
