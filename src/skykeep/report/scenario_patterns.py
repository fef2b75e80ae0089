"""What scenarios and runs say of themselves, piece by piece, for a report in another language.

A piece may hold fields: words that are told as pieces themselves, or as names; the fields of ``NUMBERS`` hold
numbers alone.
"""

from __future__ import annotations

from skykeep.language import to_tell

__all__ = ["NUMBERS", "PIECES", "QUOTED"]

NUMBERS = frozenset({"best", "count", "high", "low", "of"})
QUOTED = "quoted"
"""The field of what is repeated as it is: keys, and what the schema says of one."""
PIECES = (
    to_tell("{what} defends {place}"),
    to_tell("{what} defend {place}"),
    to_tell("{place} and {count} other place"),
    to_tell("{place} and {count} other places"),
    to_tell("The raid flies at {place}: {what} on {count} axis, {how}"),
    to_tell("The raid flies at {place}: {what} on {count} axes, {how}"),
    to_tell("The raid flies at {place}: {what} on one axis, {how}"),
    to_tell("the nearest of these places"),
    to_tell("{what} stands {low} to {high} km from {place}, farther than it reaches"),
    to_tell("{what} stands {count} km from {place}, farther than it reaches"),
    to_tell("{what} stand {low} to {high} km from {place}, farther than they reach"),
    to_tell("{what} stand {count} km from {place}, farther than they reach"),
    to_tell("from a bearing drawn anew for each raid"),
    to_tell("the first axis from {count} degrees"),
    to_tell("{count} x {what}"),
    to_tell("Unless told otherwise, {count} world ({doubt}) of {of} raid each are computed with seed {best}"),
    to_tell(
        "Unless told otherwise, {count} world ({doubt}) of {of} raids each are computed with seed {best}"
    ),
    to_tell(
        "Unless told otherwise, {count} worlds ({doubt}) of {of} raid each are computed with seed {best}"
    ),
    to_tell(
        "Unless told otherwise, {count} worlds ({doubt}) of {of} raids each are computed with seed {best}"
    ),
    to_tell("draws of the public figures"),
    to_tell("the figures as their makers claim them"),
    to_tell("the end of every figure that goes against the defender in most raids, which is no bound"),
    to_tell("the median of {count} raids by leakers: {low} in this one"),
    to_tell("the most leakers of {count} raids: {low} in this one"),
    to_tell("the fewest leakers of {count} raids: {low} in this one"),
    to_tell("the median of {count} raid by leakers: {low} in this one"),
    to_tell("the first of {count} such raids"),
    to_tell("as asked for"),
    to_tell("the first one, which need not be typical"),
    to_tell("drawn, {count} of {of} assumed"),
    to_tell("off"),
    to_tell(
        "{count} raids in each world: too few to show the full range of one raid's luck; {of} or more are "
        "needed"
    ),
    to_tell(
        "{count} raid in each world: too few to show the full range of one raid's luck; {of} or more are "
        "needed"
    ),
    to_tell(
        "With {count} raids in each world luck is hard to tell from ignorance: of the worlds {low} to "
        "{high} % lie in what is called 90 % sure"
    ),
    to_tell("Take {count} raids or more"),
    to_tell(
        "Too few worlds to tell the two doubts apart ({count}; it takes {of}): the interval of one raid in "
        "all stands for both"
    ),
    to_tell("The run was stopped: {count} of {of} worlds are in these numbers"),
    to_tell("View {view}: figures are not drawn in this view, every world has the same ones"),
    to_tell(
        "There is no interval of ignorance and no look at what would change the answer; the view balanced "
        "has both"
    ),
    to_tell(
        "It takes each figure at the end that goes against the defender in most raids, and is no bound: "
        "where decoys use up the rounds, seeing more can cost more"
    ),
    to_tell(
        "Worlds are spread evenly over what public figures allow (design sobol): {count} sequences of {of}, "
        "each scrambled for itself"
    ),
    to_tell("How well a mean is computed comes from the {count} means of the sequences"),
    to_tell(
        "First bearings are drawn from a grid of {count} degrees instead of {of}: raid and elevation data "
        "need many path nodes"
    ),
    to_tell("Out of action from the start: {what}"),
    to_tell(
        "What a threat flies at is judged from its track: any asset or part of the defence within {count} "
        "km of where it falls, or of the line of its course ahead (assumed)"
    ),
    to_tell("Set for this computation: {what}"),
    to_tell("This replaces the scenario's or the public figure and has no doubt of its own: assumed"),
    to_tell("Not on the map, as they engage nothing: {what}"),
    to_tell("{count} fire units defend here"),
    to_tell("a page maps {count} at most"),
    to_tell("skykeep coverage of the scenario tells of each, and what they cover together"),
    to_tell("No fire unit engages anything, so there is nothing to map"),
    to_tell("The ground is flat: hills hide nothing in this answer"),
    to_tell("scenario.toml: {what}"),
    to_tell("scenario.toml: {count} mistakes:"),
    to_tell("and {count} more"),
    to_tell("is not valid TOML: {quoted}"),
    to_tell("Did you mean {quoted}?"),
    to_tell("{key}: {what}"),
    to_tell("given {given}, must be one of {these}"),
    to_tell("given {given}, must be one of the systems of the catalogue"),
    to_tell("There are: {quoted}"),
    to_tell("given {given}, must be at least {low} ({quoted})"),
    to_tell("given {given}, must be at most {high} ({quoted})"),
    to_tell("given {given}, must be at least {low}"),
    to_tell("given {given}, must be at most {high}"),
    to_tell("given an array, must be at least one ({quoted})"),
    to_tell("is not a known key"),
    to_tell("Allowed: {quoted}"),
    to_tell("{given} stands twice: give each its own id"),
    to_tell("there is none: give [[fire_units]], or fire_units of a formation"),
    to_tell("{name} (changed)"),
    to_tell("{id} (the whole battalion {system})"),
    to_tell("{id} (the whole battery {system})"),
    to_tell("{id} (the whole battery of six vehicles {system})"),
    to_tell("{id} (the whole battery of four vehicles {system})"),
    to_tell("{id} (the command post {post})"),
    to_tell("{id} (the link between {begin} and {end})"),
    to_tell("{id} (the power supply {supply} of links)"),
    to_tell("{id} (all launchers of {round})"),
    to_tell("{id} (one launcher of {round})"),
    to_tell("{id} (word from outside where a raid comes from)"),
    to_tell("{id} (half of the launchers that are ready)"),
    to_tell("All of this raid falls from above, which no map of one height shows"),
    to_tell("This one tells of a cruise missile below {count} km and a fighter from there"),
    to_tell(
        "{count} fire units are told of tracks, engagements and kills by the command posts above them, over "
        "links that take time and lose some reports; {who}"
    ),
    to_tell("each decides for itself what to shoot at"),
    to_tell("those order what to shoot at"),
    to_tell(
        "{count} fire units share every track, engagement and kill at once and without error, as the "
        "scenario asks (sharing = perfect): no more than one of them shoots at a threat at a time"
    ),
    to_tell(
        "{count} fire units of {of} without a command post above ({units}): such a one knows what its own "
        "radars see, and may shoot at a threat that another one is shooting at"
    ),
    to_tell(
        "{count} fire unit of {of} without a command post above ({units}): such a one knows what its own "
        "radars see, and may shoot at a threat that another one is shooting at"
    ),
    to_tell("threats are assigned by the highest command posts, {policy}"),
    to_tell("by that of {post}, {policy}"),
    to_tell(
        "they decide whenever something happens about shots within {count} s, by the best public kill "
        "chances, and a fire unit without word from its post fights alone after {of} s (assumed)"
    ),
    to_tell(
        "they decide at most every {low} s about shots within {count} s, by the best public kill chances, "
        "and a fire unit without word from its post fights alone after {of} s (assumed)"
    ),
    to_tell("a fire unit that loses the post above it waits {count} s for orders (assumed)"),
    to_tell(
        "Command posts take time to tell the class of a track, by which doctrine goes, mistaken for another "
        "class of this raid only, and err (assumed figures)"
    ),
    to_tell("Command posts take time to tell whose a track is, and err (assumed figures)"),
    to_tell(
        "A leaker that was aimed at {parts} puts it out of action with a chance by its class, drawn from "
        "assumed limits in each world ('skykeep catalogue show upkeep')"
    ),
    to_tell("{before} or {after}"),
    to_tell("an engagement radar"),
    to_tell("a searching radar"),
    to_tell("a command post"),
    to_tell("a launcher"),
    to_tell("Traffic that is none of the raid: {what}"),
    to_tell("Posts ask whose a track is and may be wrong (assumed figures)"),
    to_tell("doctrine says whether they shoot at what they cannot tell (weapons_tight)"),
    to_tell(
        "Identification is off: posts know rightly and at once that it is none of the raid, and shoot at "
        "none of it"
    ),
    to_tell("That no friend is lost is assumed, not found"),
    to_tell("friendly"),
    to_tell("neutral"),
    to_tell("{count} m above sea level"),
    to_tell("{count} m above sea level ({kind})"),
    to_tell("{count} m/s"),
    to_tell("{count} m/s ({kind})"),
    to_tell("{count} s apart"),
    to_tell("{count} s apart in the mean"),
    to_tell("{count} km from {begin} to {end}"),
    to_tell("where they land"),
    to_tell("{low} N {high} E"),
    to_tell("{low} N {high} W"),
    to_tell("{low} S {high} E"),
    to_tell("{low} S {high} W"),
    to_tell("axis {count}"),
    to_tell("{low} to {high} m above sea level"),
    to_tell("{low} to {high} m above ground"),
    to_tell("{count} m above ground"),
    to_tell("apogee {low} to {high} km"),
    to_tell("apogee {count} km"),
    to_tell("drawn for each raid ({kind})"),
    to_tell("from {count} km"),
    to_tell("in {count} waves {of} min apart in the mean"),
    to_tell("in {count} waves {of} min apart"),
    to_tell("at {place}"),
    to_tell("Doctrine: {words}"),
    to_tell("Doctrine of {unit}: {words}"),
    to_tell("Rules of doctrine: {words}"),
    to_tell("Rules of {unit}: {words}"),
    to_tell("At {threat} only: {words}"),
    to_tell("At {threat}: {words}"),
    to_tell("drawn in each world: {words}"),
    to_tell("{first}; or {second}"),
    to_tell("or {words}"),
    to_tell("{count} together, look, then {of}"),
    to_tell("{count} together, look, shoot again"),
    to_tell("left out"),
    to_tell("of {system}: {words}"),
    to_tell("asset {id}"),
    to_tell("fire unit {id}"),
    to_tell("formation {id}"),
    to_tell("raid group {id}"),
    to_tell("traffic {id}"),
    to_tell("doctrine of {id}"),
    to_tell("rules of {id}"),
    to_tell("rules of doctrine"),
    to_tell("fire units together"),
    to_tell("who decides"),
    to_tell("without a post"),
    to_tell("lost"),
    to_tell("refraction"),
    to_tell("radar effects"),
    to_tell("recognition"),
    to_tell("raid conditions"),
    to_tell("drawn anew for each raid"),
    to_tell("off: ready, cued and tracking in every raid"),
    to_tell("{system} battalion"),
    to_tell("{system} battery"),
    to_tell("{system} battery of six vehicles"),
    to_tell("{system} battery of four vehicles"),
    to_tell("{system} battalion of six fire sections"),
    to_tell("{system} regiment under an {post}"),
    to_tell("{system} regiment"),
    to_tell("{count} launchers x {of} {round}"),
    to_tell("{count} launcher x {of} {round}"),
    to_tell("{round} (none to {count} launchers of {other}, drawn)"),
    to_tell("{round} (none to {count} launcher of {other}, drawn)"),
    to_tell("antenna of {radar} {count} m above ground"),
    to_tell("sector faces {count} degrees at the start"),
    to_tell("{name}: command post {post} with {radar}"),
    to_tell("{name}: command post {post}"),
    to_tell("under it {units}"),
    to_tell("a report takes {best} ({low} to {high}) s"),
    to_tell("{best} ({low} to {high}) % are lost ({kind})"),
    to_tell("unless a link of the scenario says otherwise"),
    to_tell("30 arc second grid, 12-49 N, 22-64 E"),
    to_tell("GLOBE 1.0, shipped"),
    to_tell("flat ground"),
    to_tell("files of your own"),
    to_tell("effective-earth factor {count}"),
    to_tell("factors of the region {region}, one drawn per world"),
    to_tell(
        "factors of the region {region}, one drawn per world: assumed, none were computed for this place"
    ),
    to_tell("confirmed with probability {count}"),
    to_tell("{count} hits in {of} looks"),
    to_tell("false alarms {count}"),
    to_tell("{count} pulse"),
    to_tell("{count} pulses"),
    to_tell("catalogue"),
    to_tell("catalogue: {kinds}"),
    to_tell("scenario"),
    to_tell("outside eye {id}"),
    to_tell("outside eye {id}: {words}"),
    to_tell("{system} at {low}"),
    to_tell("at the height of the catalogue"),
    to_tell("on an orbit of {count} km on {of} degrees in {high} s"),
    to_tell("tells {post}"),
    to_tell("it gives bearings"),
    to_tell("no ranges"),
    to_tell("its link needs the power of {supply}"),
    to_tell("emission: {words}"),
    to_tell("emission"),
    to_tell("degraded modes"),
    to_tell("radar life"),
    to_tell("launch on remote"),
    to_tell("supply of all"),
    to_tell("upkeep of all"),
    to_tell("supply of {id}"),
    to_tell("upkeep of {id}"),
    to_tell("site of {id}"),
    to_tell("about {id}"),
    to_tell("alternate site of {id}"),
    to_tell("orders of {id}"),
    to_tell("supply of {id}: {words}"),
    to_tell("upkeep of {id}: {words}"),
    to_tell("site of {id}: {words}"),
    to_tell("about {id}: {words}"),
    to_tell("alternate site of {id}: {words}"),
    to_tell("orders of {id}: {words}"),
    to_tell("launchers load themselves"),
    to_tell("{count} transloaders of each set load its launchers in turn"),
    to_tell("{count} transloader of each set load its launchers in turn"),
    to_tell("its time drawn from assumed limits"),
    to_tell("{count} min each"),
    to_tell("{count} loads at hand"),
    to_tell("{count} load at hand"),
    to_tell("{count} loads at a depot {of} km away by road"),
    to_tell("{count} load at a depot {of} km away by road"),
    to_tell("what is lost stays lost"),
    to_tell("parts that were hit are repaired"),
    to_tell("in {count} min"),
    to_tell("with {count} spares"),
    to_tell("with {count} spare"),
    to_tell("{what} fail at random by assumed figures"),
    to_tell("{what} fail at random every {count} min in the mean"),
    to_tell("parts and links to launchers"),
    to_tell("parts"),
    to_tell("links to launchers"),
    to_tell("for {count} min in the mean"),
    to_tell("a distance drawn from assumed limits from its place"),
    to_tell("{count} km from its place"),
    to_tell("in a direction drawn evenly"),
    to_tell("on {count} degrees"),
    to_tell("nothing nearer than the elevation data tell"),
    to_tell("it moves to {low}"),
    to_tell("{count} once it was shot at and is silent meanwhile"),
    to_tell("{count} after {of} min and is silent meanwhile"),
    to_tell("{count} once it was shot at or after {of} min and is silent meanwhile"),
    to_tell("{count} min to pack up"),
    to_tell("{count} min to set up"),
    to_tell("What is not stated is assumed ('skykeep catalogue show upkeep')"),
)
"""Pieces without the full stop that ends a sentence."""
