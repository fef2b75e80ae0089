"""The data of a small brief, made by hand: two systems, two sites, three heights, one raid."""

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from skykeep.coverage.ladder import HeightLadder
from skykeep.coverage.limits import LIMITS
from skykeep.coverage.map_ground import MapGround
from skykeep.coverage.met_limits import MET_LIMITS
from skykeep.study.brief_curves import DoctrineCurve, DoctrinePoint
from skykeep.study.brief_data import (
    BriefData,
    Claim,
    CoverageRow,
    DecisiveRow,
    Difference,
    FigureRow,
    LauncherRow,
    RaidRow,
    RaidTable,
    Share,
    SiteCoverage,
    SiteRow,
    SourceRow,
    Statement,
    Swing,
    SystemRow,
)
from skykeep.study.brief_gains import (
    Gains,
    Jammed,
    Layered,
    Losses,
    MovesWith,
    Option,
    Regiment,
    SizeCurve,
)
from skykeep.study.record import record_of
from skykeep.terrain.window import GroundWindow

CHOICE = json.loads(Path(__file__).with_name("choice.json").read_text(encoding="utf-8"))
"""Three options against one raid in 50 worlds of 2, as ``study.brief_choice`` computed them, rounded."""
HEIGHTS_AGL_M = (100.0, 1000.0, 10000.0)
LEDGER = {"not_detected": 2.0, "no_channel": 5.5, "missed": 0.5, "no_round": 0.0}


TORNADO = {
    "causes": 12,
    "raids_of_first_look": 20,
    "causes_looked_at_closely": 6,
    "raids_at_each_end": 80,
    "worlds": 40,
    "replications": 2,
    "leakers_as_drawn": 8.04,
    "rows": [
        {
            "figure": "alpha-1/radars/eye/detection_range_m",
            "same_draw": [],
            "kind": "assumed",
            "best": 300_000.0,
            "low": 200_000.0,
            "high": 330_000.0,
            "leakers_at_low": 9.8,
            "leakers_at_high": 6.5,
            "more": -3.3,
            "more_error_90": [-3.6, -3.0],
            "alternatives": {},
            "stands_out": True,
        },
        *(
            {
                "figure": name,
                "same_draw": [],
                "kind": "assumed",
                "best": low,
                "low": low,
                "high": high,
                "leakers_at_low": at_low,
                "leakers_at_high": at_high,
                "more": at_high - at_low,
                "more_error_90": [at_high - at_low - 0.52, at_high - at_low + 0.5],
                "alternatives": alternatives,
                "stands_out": stands_out,
            }
            for name, low, high, at_low, at_high, stands_out, alternatives in (
                ("alpha-1/command_post/operators", 1.0, 4.0, 9.8, 6.6, True, {}),
                (
                    "doctrine/firing",
                    0.0,
                    1.0,
                    6.9,
                    8.6,
                    True,
                    {"low": "one-look-one", "best": "one-look-one", "high": "two-look-two"},
                ),
                ("common/reaction_factor", 1.0, 3.0, 7.9, 8.3, False, {}),
            )
        ),
    ],
}


def _fact(figure_id, kind, low, high, share):
    """Return a fact as ``analyse`` tells it, its share computed to within 5 points."""
    of_doubt = {"share": share, "share_90": [share - 0.05, share + 0.05]}
    row = {"figure": figure_id, "same_draw": [], "kind": kind, "low": low, "high": high}
    return row | {"of_doubt": of_doubt}


FACTS_FOUND = (
    _fact("alpha-1/command_post/operators", "assumed", 1.0, 4.0, 0.4),
    _fact("doctrine/firing", "assumed", 0.0, 1.0, 0.2),
    _fact("common/kill_p/fighter", "assumed", 0.4, 0.92, 0.1),
)
FACTS = {
    "measure": {"id": "leakers", "words": "mean leakers"},
    "facts": list(FACTS_FOUND),
    "figures": [{**row, "group": "doctrine", "per_raid": False} for row in FACTS_FOUND],
    "variance": {
        part: {"variance": value, "variance_90": [value - 1.0, value + 1.0]}
        for part, value in (("expected", 20.0), ("ignorance", 17.0), ("luck_of_one_raid", 12.0))
    },
    "cost": {"screening_raids": 416, "index_raids": 12_288, "raids": 12_704, "raids_played": 12_704},
    "doctrine": {
        "alternatives": [
            {"id": name, "words": f"words of {name}", "kind": "assumed", "note": "A note."}
            for name in ("one-look-one", "two-look-two")
        ]
    },
}
"""Facts worth finding of the lead raid, as ``study.brief_facts`` tells them."""


def figure(figure_id="alpha-1/radars/eye/detection_range_m", **changes):
    """Return a row of the figures."""
    parts = figure_id.split("/")
    row = FigureRow(
        id=figure_id,
        owner=parts[0] if parts[0] != "threats" else "/".join(parts[:2]),
        entry="Eye radar",
        name="detection range",
        unit="m",
        best=300_000.0,
        low=200_000.0,
        high=330_000.0,
        kind="assumed",
        confidence="low",
        claimant="",
        year=None,
        sources=("news",),
        note="A note with </script> and <!-- in it.",
        default_limits=False,
        claims=(),
    )
    return replace(row, **changes)


def estimate(mean, **intervals):
    """Return an estimate as a summary holds it."""
    names = ("mc_error_90", "luck_90", "ignorance_90", "total_90")
    return {"mean": mean} | {name: intervals.get(name) for name in names}


def doubted(mean):
    """Return an estimate with all its intervals."""
    return estimate(
        mean,
        mc_error_90=[mean - 0.2, mean + 0.2],
        luck_90=[max(mean - 2.0, 0.0), mean + 2.0],
        ignorance_90=[mean - 1.25, mean + 1.5],
        total_90=[max(mean - 3.0, 0.0), mean + 3.0],
    )


def option(leakers):
    """Return what one option does of ten threats."""
    return Option(
        leakers=doubted(leakers),
        stopped_share=estimate(1.0 - leakers / 10.0, ignorance_90=[0.05, 0.5]),
        rounds_fired=doubted(16.0),
        rounds_left=doubted(8.0),
    )


def size_curve(system, knee):
    """Return leakers over three sizes."""
    points = tuple(
        {
            "n": size,
            "threats_launched": size,
            "leakers": doubted(size / 2.0),
            "binding_resource": resource,
            "binding_reason": reason,
            "computed": True,
        }
        for size, resource, reason in (
            (1, None, None),
            (5, "tracking", "not_tracked_by_luck"),
            (40, "rounds", "no_round"),
        )
    )
    told = {"n": knee, "largest_asked": 40, "ignorance_90": [2, None]}
    return SizeCurve(
        system=system,
        points=points,
        knee={"one_expected_leaker": told, "leak_likelier_than_not": told},
        stopping={"worlds": 100, "limit": 400, "goal": {"half_width": 0.5, "share_of_mean": 0.05}},
    )


def loss(lost, kind, words, more, *, stands_out=True):
    """Return one part that is lost."""
    return {
        "lost": lost,
        "kind": kind,
        "words": words,
        "leakers": doubted(8.0 + more),
        "change": doubted(more),
        "stands_out": stands_out,
        "raids_changed": 0.5,
    }


MOVES_WITH = (MovesWith(figure="common/reaction_factor", kind="assumed", low=1.0, high=3.0, is_list=False),)
LAYER_COUNTS = {"arrived": 9.0, "engaged": 7.0, "killed": 3.0, "passed": 6.0}
GAINS = Gains(
    worlds=100,
    replications=3,
    scenario="here-alpha-ten",
    sizes=(size_curve("alpha-1", 5), size_curve("beta-2", None)),
    regiment=Regiment(
        scenario="here-regiment",
        formation="A regiment",
        units=3,
        spread_m=20_000.0,
        raid="10 cruise missiles",
        threats=10,
        one=option(8.0),
        several=option(3.5),
        fewer=doubted(4.5),
        moves_with=MOVES_WITH,
    ),
    layers=Layered(
        scenario="here-layers",
        name="Two layers",
        raid="10 cruise missiles",
        threats=10,
        rows=tuple(
            {"layer": name.lower(), "name": name}
            | {key: doubted(value) for key, value in LAYER_COUNTS.items()}
            for name in ("Alpha-1", "Gamma-3")
        ),
        together=option(6.0),
        alone=option(8.0),
        fewer=doubted(2.0),
        moves_with=(),
    ),
    losses=Losses(
        baseline={"leakers": doubted(8.0)},
        rows=(
            loss("unit-1/eye", "engagement radar", "Eye engagement radar", 2.0),
            loss("unit-1/mast", "searching radar", "Mast radar", 0.5),
            loss("unit-1/far", "searching radar", "Far radar", 0.0, stands_out=False),
        ),
        stopping={"worlds": 100},
    ),
    jamming=(
        Jammed(
            system="alpha-1",
            words="a stand-off jammer, 150 km out: assumed",
            without=doubted(8.0),
            under=doubted(9.5),
            more=doubted(1.5),
            moves_with=MOVES_WITH,
        ),
    ),
)


def unknowns(*figure_ids):
    """Return a first look in which some figures stand out."""
    rows = [
        {
            "figure": figure_id,
            "same_draw": [],
            "rho": -0.6,
            "stands_out": True,
            "leakers_mean_lowest_third": 9.0,
            "leakers_mean_highest_third": 7.0,
        }
        for figure_id in figure_ids
    ]
    return {"noise_level": 0.3, "figures": 9, "rows": rows}


def difference(*figure_ids):
    """Return how the second system differs from the first, and the figures that go with it."""
    more = estimate(-1.0, mc_error_90=[-1.2, -0.8], ignorance_90=[-3.0, 1.5])
    return Difference(system="beta-2", more=more, unknowns=unknowns(*figure_ids))


def doctrine_curve(name, worse):
    """Return threats stopped over raid size under one doctrine."""
    points = tuple(
        DoctrinePoint(
            threats=threats,
            killed=estimate(
                4.0 - worse, luck_90=[2.0, 5.0], ignorance_90=[3.0 - worse, 5.0 - worse], total_90=[0.0, 5.0]
            ),
            stopped_share=estimate((4.0 - worse) / threats),
        )
        for threats in (5, 100)
    )
    return DoctrineCurve(
        id=name,
        words=f"words of {name}",
        kind="assumed" if worse else "derived",
        sources=(),
        note="A note.",
        ready_rounds=(20.4, 12.0, 24.0),
        points=points,
    )


def summary(leakers=8.0, **changes):
    """Return what the brief reads of the summary of a run of ten threats."""
    counts = [0] * 11
    counts[int(leakers)] = 60
    counts[10] = 40
    found = {
        "doctrine": {
            "answers": [
                {
                    "id": "one-look-one",
                    "words": "words of one-look-one",
                    "kind": "assumed",
                    "worlds": 100,
                    "leakers": estimate(7.25, mc_error_90=[7.0, 7.5], ignorance_90=[6.0, 8.0]),
                    "more_leakers": estimate(0.0, mc_error_90=[0.0, 0.0]),
                },
                {
                    "id": "two-look-two",
                    "words": "words of two-look-two",
                    "kind": "derived",
                    "worlds": 100,
                    "leakers": estimate(8.5, mc_error_90=[8.2, 8.8], ignorance_90=[6.5, 9.5]),
                    "more_leakers": estimate(1.25, mc_error_90=[1.0, 1.5]),
                },
            ]
        },
        "leakers": estimate(
            leakers,
            mc_error_90=[leakers - 0.2, leakers + 0.2],
            luck_90=[6.0, 10.0],
            ignorance_90=[5.0, 9.5],
            total_90=[4.0, 10.0],
        ),
        "stopped_share": estimate(
            1.0 - leakers / 10.0, mc_error_90=[0.18, 0.22], luck_90=[0.0, 0.4], ignorance_90=[0.05, 0.5]
        ),
        "p_no_leaker": estimate(0.01, mc_error_90=[0.0, 0.02]),
        "nothing_stopped": estimate(0.09, mc_error_90=[0.08, 0.1]),
        "ledger": LEDGER,
        "leaker_distribution": counts,
        "rounds_fired": estimate(16.0, total_90=[8.0, 24.0]),
        "rounds_wasted": estimate(2.0, total_90=[0.0, 4.0]),
        "rounds_at_decoys": estimate(0.0, total_90=[0.0, 0.0]),
        "layers": [],
        "rounds_left": estimate(8.0, total_90=[0.0, 16.0]),
        "threats_launched": 10,
        "decoys_launched": 0,
        "best_figures": {"leakers": estimate(7.0), "stopped_share": estimate(0.3)},
        "tornado": TORNADO,
        "record": record_of(["cruise-missile"]),
        "intraclass_correlation": {"all_raids": 0.3, "within_world_mean": 0.1},
        "unknowns": unknowns("alpha-1/radars/eye/detection_range_m"),
    }
    return found | changes


def coverage_row(height_agl_m, best=0.05):
    """Return coverage at one height."""
    reach = round(math.sqrt(best) * 200_000)
    return CoverageRow(
        height_agl_m=height_agl_m,
        threat_class="cruise-missile" if height_agl_m < 1000.0 else "fighter",
        in_sight_share=best,
        seen_share=Share(best=best, low=best / 2, high=min(1.0, best * 2)),
        engageable_share=Share(best=best, low=best / 4, high=min(1.0, best * 1.5)),
        no_data_share=0.0,
        country_seen_share=best / 2,
        country_engageable_share=best / 3,
        seen_range_m=(reach,) * 360,
        first_intercept_m=(reach,) * 360,
        warning_s=(100.0, 190.0, 200.0),
        keep_out_m=(20_000.0, 28_000.0, 31_000.0),
        limited_by={"horizon": 0.75, "terrain": 0.25},
    )


def coverage(system, site):
    """Return coverage of a system at a site; the engageable cells are a disc with a hole."""
    shares = (0.05, 0.3, 0.95)
    axis = np.linspace(-1.0, 1.0, 41)
    east, north = np.meshgrid(axis, axis)
    cells = np.stack(
        [
            (np.hypot(east, north) < math.sqrt(share)) & ~(np.hypot(east - 0.1, north) < 0.06)
            for share in shares
        ]
    )
    return SiteCoverage(
        system=system,
        site=site,
        site_alt_msl_m=38.0,
        rows=tuple(coverage_row(height, best) for height, best in zip(HEIGHTS_AGL_M, shares, strict=True)),
        engageable_cells=cells,
        notes=(),
        ladder=ladder(shares),
    )


LADDER_HEIGHTS_AGL_M = (30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0, 20000.0)


def ladder(shares):
    """Return a ladder whose ranges at the heights of the tables are those of :func:`coverage_row`."""
    by_height = np.interp(np.log(LADDER_HEIGHTS_AGL_M), np.log(HEIGHTS_AGL_M), np.sqrt(shares))
    reach = np.round(200_000.0 * by_height)[:, None] * np.ones(360)
    at_tables = reach[[LADDER_HEIGHTS_AGL_M.index(height) for height in HEIGHTS_AGL_M]]
    limits = np.stack([0.5 * at_tables, 1.2 * at_tables], axis=1).astype(np.float32)
    return HeightLadder(
        heights_agl_m=LADDER_HEIGHTS_AGL_M,
        threat_classes=tuple(
            "cruise-missile" if height < 1000.0 else "fighter" for height in LADDER_HEIGHTS_AGL_M
        ),
        speeds_mps=tuple(240.0 if height < 1000.0 else 300.0 for height in LADDER_HEIGHTS_AGL_M),
        antenna_agl_m=24.0,
        seen_range_m=reach.astype(np.float32),
        solid_range_m=(0.9 * reach).astype(np.float32),
        intercept_range_m=reach.astype(np.float32),
        seen_limit=np.full(reach.shape, LIMITS.index("horizon"), dtype=np.uint8),
        met_limit=np.full(reach.shape, MET_LIMITS.index("seen"), dtype=np.uint8),
        limit_heights_agl_m=HEIGHTS_AGL_M,
        seen_limits_m=limits,
        intercept_limits_m=0.9 * limits,
    )


def window():
    """Return hilly ground round Baghdad, with a void."""
    north, east = np.meshgrid(np.linspace(0.0, 6.0, 181), np.linspace(0.0, 9.0, 241), indexing="ij")
    alt = np.rint(400.0 + 300.0 * np.sin(3.0 * north) * np.cos(2.0 * east) + 40.0 * north).astype(np.int16)
    alt[170, 230] = -32768
    return GroundWindow(
        alt_msl_m=alt,
        north_deg=36.5,
        west_deg=40.0,
        lat_step_deg=1.0 / 30.0,
        lon_step_deg=1.0 / 26.0,
        every=1,
        source_step_m=3706.5,
        name="Ground made by hand",
        licence="none needed",
    )


def ground(site):
    """Return ground with a ridge in the north and water in the south-east."""
    axis = np.linspace(-1.0, 1.0, 41)
    east, north = np.meshgrid(axis, axis)
    return MapGround(
        key=site,
        half_width_m=318_000.0,
        ground_alt_msl_m=(2000.0 * np.exp(-(((north - 0.5) / 0.1) ** 2))).astype(np.float32),
        is_land=~((east > 0.5) & (north < -0.5)),
        country_lines_m=(np.array([[-2e5, -2e5], [2e5, 1e5]]),),
        other_lines_m=(),
        disputed_lines_m=(np.array([[0.0, 2e5], [1e5, 2e5]]),),
        cities=(("Here", 0.0, 0.0), ("There", 150_000.0, 80_000.0)),
    )


def system_row(system_id, name, *, assumed=3):
    """Return a system."""
    ring = figure(f"{system_id}/radars/eye/detection_range_m")
    count = figure(f"{system_id}/radars/eye/target_channels", name="target channels", unit="")
    count = replace(count, best=6.0, low=6.0, high=6.0, kind="derived")
    return SystemRow(
        left_out=(),
        id=system_id,
        name=name,
        unit_name="battalion",
        origin="Nowhere",
        summary="One battalion.",
        notes=("A remark.",),
        detection_ring=ring,
        engagement_ring=replace(ring, best=200_000.0, kind="claimed", claimant="maker", year=1997),
        target_channels=count,
        missile_channels=replace(count, best=12.0, low=12.0, high=12.0),
        launchers=(
            LauncherRow(
                interceptor="Dart",
                launchers=replace(
                    count,
                    claims=(
                        Claim(value=6.0, kind="derived", claimant="", sources=("news",), note=""),
                        Claim(value=4.0, kind="reported", claimant="", sources=(), note=""),
                    ),
                ),
                rounds_per_launcher=replace(count, best=4.0, low=4.0, high=4.0, kind="assumed"),
            ),
        ),
        kinds={"claimed": 1, "reported": 2, "derived": 3, "hobby": 0, "assumed": assumed},
    )


def placement(count=4, shares=(0.06, 0.31, 0.82), limits=(0.25, 1.1), fewest=(None, None, None)):
    """Return where some units would stand, as ``skykeep place`` says it: they engage more the higher the
    target. ``fewest`` is how many would cover all of it at each height."""

    def site(name, lat_deg):
        return {"name": name, "lat_deg": lat_deg, "lon_deg": 44.4}

    def doubt(share, sure=None):
        ends = [share * limits[0], min(1.0, share * limits[1])]
        return {"share": share, "limits": ends, "ignorance_90": sure}

    def choice(share):
        return {"share": share, "bound": share, "gap": 0.0, "proven": True, "basis": "best figures, assumed"}

    def least(k):
        found = {"goal": 0.99, "k": k, "at_least": k, "reachable": k is not None, "proven": True}
        return found | {"sites": None, "all_candidates_share": 0.9 if k is None else 1.0}

    here, there = site("Here", 33.3), site("There", 35.3)
    middle = shares[len(shares) // 2]
    return {
        "system": "alpha-1",
        "system_name": "Alpha-1 First",
        "unit": "battalion",
        "counts": "engageable",
        "country": "IQ",
        "country_name": "Iraq",
        "country_area_m2": 4.37e11,
        "cover": "area",
        "k": count,
        "sites": [row | {"fixed": False, "alone_share": 0.1, "share_if_lost": 0.2} for row in (here, there)],
        **choice(middle),
        **doubt(middle, [middle * 0.8, middle * 1.1]),
        "worlds": 50,
        "worst_loss": {"site": "Here", "share_left": 0.2, "basis": "best figures, assumed"},
        "ring_m": 200_000.0,
        "flat_ring_share": 0.63,
        "circles_over_area": 1.15,
        "best_circles": {"share": 0.84, "sites": ["Here", "There"]},
        "heights": [
            {
                "height_agl_m": height,
                **doubt(share, [share * 0.8, share * 1.1] if share == middle else None),
                "area": doubt(share, [share * 0.8, share * 1.1] if share == middle else None),
                "people": doubt(share),
                "best": {"sites": [here, there], **choice(share)},
                "fewest": least(k),
            }
            for height, share, k in zip(HEIGHTS_AGL_M, shares, fewest, strict=True)
        ],
        "heights_counted_m": [HEIGHTS_AGL_M[1]],
        "weights": [1.0],
        "overlap": 1,
        "one_lost": False,
        "goal": 0.99,
        "claim": None,
        "candidates": [here, there, site("Elsewhere", 31.3)],
        "candidates_from": "cities of the case",
        "candidates_count": 3,
        "cover_map": {"height_agl_m": 1000.0, "cell_m": 5000.0, "stretches": [[33.3, 43.9, 44.9, 1]]},
        "view": "balanced",
        "radars": None,
        "remarks": [],
    }


def brief_data(**changes):
    """Return the whole brief, whose unchanged parts are the same objects each time."""
    return replace(_whole(), **changes)


@cache
def _whole():
    systems = (system_row("alpha-1", "Alpha-1 First"), system_row("beta-2", "Beta-2", assumed=8))
    sites = tuple(
        SiteRow(id=name.lower(), name=name, lat_deg=33.3, lon_deg=44.4, k=4 / 3, k_limits=(1.15, 1.39))
        for name in ("Here", "There")
    )
    figures = (
        figure(),
        figure("beta-2/radars/eye/detection_range_m", kind="claimed", claimant="maker", year=2014),
        figure("threats/fighter/rcs_m2", name="rcs", unit="m2", best=3.0, low=1.0, high=10.0),
        figure("common/kill_p/fighter", name="kill p fighter", unit="", best=0.7, low=0.4, high=0.92),
    )
    rows = tuple(
        RaidRow(
            system=system.id,
            comparison=comparison,
            summary=summary(8.0 if system.id == "alpha-1" else 7.0),
            fewer_than_lead=None if system.id == "alpha-1" else 0.6,
        )
        for comparison in ("as_it_comes", "equal_rounds")
        for system in systems
    )
    return BriefData(
        id="small",
        title="Would Alpha-1 & Beta-2 <protect> Iraq?",
        question="A question.",
        tests="Whether two <rings> hold.",
        choice=CHOICE,
        facts=FACTS,
        statements=(
            Statement(
                said="Somebody: two are enough.",
                year=2019,
                title="News & more",
                address="https://example.org/s",
            ),
            Statement(said="Nobody offered Beta-2.", year=None, title="", address=""),
        ),
        lead_system="alpha-1",
        lead_raid="ten",
        country_code="IQ",
        country_name="Iraq",
        heights_agl_m=HEIGHTS_AGL_M,
        verdict_heights_agl_m=HEIGHTS_AGL_M,
        systems=systems,
        sites=sites,
        decisive=(DecisiveRow(label="Range of the radar", cells=(figures[0], None)),),
        kill_figures=(figures[3],),
        coverage=tuple(coverage(system.id, site.id) for system in systems for site in sites),
        option_systems=(system_row("pantsir-s1", "Pantsir-S1"),),
        option_coverage=(coverage("pantsir-s1", "here"),),
        grounds=tuple(ground(site.id) for site in sites),
        window=window(),
        surroundings=window().thinned(3),
        placement=placement(),
        raid_site="here",
        equal_rounds=24,
        raids=(
            RaidTable(
                id="ten",
                name="10 cruise missiles",
                description="Ten.",
                threats=10,
                decoys=0,
                rows=rows,
                differences=(
                    difference("alpha-1/radars/eye/detection_range_m", "beta-2/radars/eye/detection_range_m"),
                ),
            ),
        ),
        doctrine=(doctrine_curve("one-look-one", 0.0), doctrine_curve("two-look-two", 2.0)),
        gains=GAINS,
        swings=(
            Swing(
                system="alpha-1",
                measure="engageable_share",
                where="100",
                figures=(figures[0],),
                base=0.05,
                at_low=0.03,
                at_high=0.06,
            ),
        ),
        figures=figures,
        sources=(
            SourceRow(
                id="news",
                title="News & more",
                address="https://example.org/a?b=1&c=2",
                kind="press",
                year=2014,
                uses=4,
            ),
        ),
        assumptions=("Two hits make a track.",),
        provenance={
            "seed": 1,
            "worlds": 60,
            "replications": 16,
            "raids_each": 960,
            "elevation": "test ground",
            "elevation_step_m": 927.0,
            "elevation_licence": "none",
            "elevation_source": "",
            "catalogue_digest": "0" * 64,
            "case_digest": "1" * 64,
            "versions": {"skykeep": "0.1.0"},
        },
        attribution="Borders: nobody.",
    )
