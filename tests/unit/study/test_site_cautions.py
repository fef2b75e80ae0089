"""What is wrong with the ground of a site stands beside its maps."""

from skykeep.catalogue import load_catalogue
from skykeep.study.brief_case import read_brief_case
from skykeep.study.brief_coverage import question_at, site_row
from skykeep.terrain import shipped_terrain


def test_sites_by_the_rift_and_in_turkiye_say_what_is_wrong_with_their_ground():
    catalogue, ground = load_catalogue(), shipped_terrain()
    for name, words in (("jordan", "Jordan rift"), ("turkiye", "one post (0.9 km) off")):
        case = read_brief_case(name)
        site = case.sites[0]
        row = site_row(site, question_at(catalogue, case, site), ground)
        assert any(words in caution for caution in row.cautions)
    baghdad = read_brief_case("iraq").sites[0]
    case = read_brief_case("iraq")
    assert site_row(baghdad, question_at(catalogue, case, baghdad), ground).cautions == ()
