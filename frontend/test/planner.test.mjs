// The pure parts of the page that plans: what is changed, undone, linked and counted.

import assert from "node:assert/strict";
import { build } from "esbuild";
import test from "node:test";

const SOURCE = ["history", "link", "plan", "raids_so_far", "scenario", "spots"]
  .map((name) => `export * as ${name} from "./src/planner/${name}.ts";`)
  .concat(`export * as line from "./src/planner/line.ts";`, `export * as sentences from "./src/words/sentences.ts";`)
  .join("\n");
const made = await build({
  stdin: { contents: SOURCE, resolveDir: new URL("..", import.meta.url).pathname },
  bundle: true,
  format: "esm",
  write: false,
});
const { history, line, link, plan, raids_so_far, scenario, sentences, spots } = await import(
  `data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`
);

const TABLES = {
  schema_version: 1,
  aim: "one",
  assets: [
    { id: "one", name: "One", lat_deg: 33, lon_deg: 44, value: 0.5 },
    { id: "two", lat_deg: 34, lon_deg: 45 },
  ],
  fire_units: [{ id: "unit-1", system: "s-400", lat_deg: 33, lon_deg: 44, launchers: 4, mast_m: 20, doctrine: { salvo_size: 2 } }],
  raid: { name: "own", groups: [{ count: 3 }] },
  traffic: [{ id: "airway" }],
};
const frozen = (value) => {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
frozen(TABLES);

test("a change keeps all that it does not name, and changes nothing in place", () => {
  const moved = scenario.withUnitMoved(TABLES, 0, [44.123456, 33.5]);
  assert.deepEqual(moved, { ...TABLES, fire_units: [{ ...TABLES.fire_units[0], lat_deg: 33.5, lon_deg: 44.1235 }] });
});

test("a defended place moves alone, with all else that is said of it", () => {
  const moved = scenario.withAssetMoved(TABLES, "one", [44.5, 33.25]);
  assert.deepEqual(moved, { ...TABLES, assets: [{ ...TABLES.assets[0], lat_deg: 33.25, lon_deg: 44.5 }, TABLES.assets[1]] });
});

test("a new battery gets the first free name", () => {
  const units = scenario.unitsOf(scenario.withUnitAt(scenario.withUnitAt(TABLES, "patriot", [1, 2]), "patriot", [3, 4]));
  assert.deepEqual(units.map(({ id }) => id), ["unit-1", "unit-2", "unit-3"]);
  assert.deepEqual(units[2].place, [3, 4]);
});

test("another system leaves mast and rounds of the old one behind, and keeps the rest", () => {
  const [unit] = scenario.withSystem(TABLES, 0, "patriot").fire_units;
  assert.deepEqual(unit, { id: "unit-1", system: "patriot", lat_deg: 33, lon_deg: 44, doctrine: { salvo_size: 2 } });
});

test("a doctrine by name stands beside other keys, and leaves no empty table", () => {
  const named = scenario.withDoctrine(TABLES, 0, "patient");
  assert.deepEqual(named.fire_units[0].doctrine, { salvo_size: 2, preset: "patient" });
  const bare = scenario.withUnitAt({ ...TABLES, fire_units: [] }, "s-400", [44, 33]);
  assert.equal("doctrine" in scenario.withDoctrine(scenario.withDoctrine(bare, 0, "patient"), 0, null).fire_units[0], false);
});

test("the last battery leaves no empty list", () => {
  assert.equal("fire_units" in scenario.withoutUnit(TABLES, 0), false);
});

test("an axis takes the nearest asset as aim and comes from the first click, below 360 degrees", () => {
  const from_east = scenario.withAxis(TABLES, [50, 34], [45.1, 34.1]);
  assert.equal(from_east.aim, "two");
  assert.ok(Math.abs(from_east.first_bearing_deg - 88.6) < 1);
  assert.equal(scenario.withAxis(TABLES, [43.99999, 40], [44, 33]).first_bearing_deg, 0);
  assert.deepEqual(scenario.withAxis({ name: "none" }, [1, 1], [2, 2]), { name: "none" });
});

test("a new battery takes no name of one that a formation counts", () => {
  const tables = { ...TABLES, fire_units: [], formations: [{ id: "unit", fire_units: 2 }, { id: "post" }] };
  assert.equal(scenario.withUnitAt(tables, "patriot", [1, 2]).fire_units[0].id, "unit-3");
});

test("what is played beside batteries is named, and each thing that has no place", () => {
  assert.deepEqual(scenario.besidesOf(TABLES), ["traffic"]);
  assert.deepEqual(scenario.besidesOf({ formations: [] }), []);
  const jammers = [{ id: "far", bearing_deg: 270, distance_km: 100 }, { id: "with-them", axis_bearing_deg: 10, distance_km: 150 }];
  assert.deepEqual(spots.unplacedOf({ ...TABLES, jammers }), [{ kind: "jammers", id: "with-them" }]);
  assert.deepEqual(spots.unplacedOf({ ...TABLES, jammers, first_bearing_deg: 90 }), []);
});

test("undo and redo walk the same steps, a change forgets what was undone, and no change is no step", () => {
  let steps = history.begun(1);
  for (const state of [2, 3, 3]) steps = history.after(steps, state);
  assert.equal(steps.past.length, 2);
  const back = history.undone(history.undone(steps));
  assert.equal(history.undone(back).present, 1);
  assert.deepEqual(history.redone(history.redone(back)), steps);
  assert.deepEqual(history.after(history.undone(steps), 9).future, []);
});

test("only so many steps are kept", () => {
  let steps = history.begun(0);
  for (let state = 1; state <= history.STEPS_MOST + 5; state++) steps = history.after(steps, state);
  assert.equal(steps.past.length, history.STEPS_MOST);
});

test("of two states one is changed at a time, and what is shown can be kept alone", () => {
  const two = plan.withOther(plan.planOf(TABLES));
  const changed = plan.withTables(two, scenario.withRaid(TABLES, "srbm-8"));
  assert.deepEqual(changed.a, TABLES);
  assert.deepEqual(changed.b.raid, { standard: "srbm-8" });
  const alone = plan.withoutOther(changed);
  assert.deepEqual([alone.a, alone.b, alone.shown], [changed.b, null, "a"]);
  assert.equal(plan.withShown(alone, "b").shown, "a");
});

test("a link brings the whole plan back, and another fragment none", async () => {
  const two = { ...plan.withOther(plan.planOf({ ...TABLES, name: "Ærø \u{1F6F0}" })), unit: 3 };
  const fragment = await link.fragmentOf(two);
  assert.match(fragment, /^#plan=[A-Za-z0-9_-]+$/);
  assert.deepEqual(await link.planOfFragment(fragment), two);
  assert.equal(await link.planOfFragment("#elsewhere"), null);
  await assert.rejects(link.planOfFragment("#plan=AAAA"));
});

test("a link that unpacks to more than two scenarios may have is not read to its end", async () => {
  const hostile = await link.fragmentOf(plan.planOf({ ...TABLES, name: "x".repeat(10_000_000) }));
  assert.ok(hostile.length < 100_000);
  await assert.rejects(link.planOfFragment(hostile), /more than 512 kB/);
  const large = plan.planOf({ ...TABLES, name: "x".repeat(250_000) });
  assert.deepEqual(await link.planOfFragment(await link.fragmentOf(large)), large);
});

const counted = (leakers) => raids_so_far.withPart(null, { raids: leakers.map((each, raid) => [raid, 0, each, ""]) }).raidsByLeakers;

test("a hundred dots stand for many raids, fewest leakers first", () => {
  const leakers = Array.from({ length: 1600 }, (_, raid) => (raid * 7) % 25);
  const dotsOf = (leakers) => raids_so_far.dotsOf(counted(leakers)).map((dot) => dot.leakers);
  const dots = dotsOf(leakers);
  const sorted = [...leakers].sort((one, other) => one - other);
  assert.deepEqual(dots, Array.from({ length: 100 }, (_, dot) => sorted[16 * dot + 8]));
  assert.deepEqual(dotsOf([3, 0, 1, 3]), [0, 1, 3, 3]);
  assert.deepEqual(raids_so_far.dotsOf(raids_so_far.NOTHING_PLAYED), []);
});

test("parts of a run add up, and what was counted before stays", () => {
  let soFar = null;
  for (const raids of [[[0, 0, 2, "missed"]], [[1, 0, 0, "none"], [1, 1, 2, "no_round"], [1, 2, 2, "no_round"]]]) soFar = raids_so_far.withPart(soFar, { raids });
  assert.deepEqual([soFar.played, soFar.raidsByLeakers], [4, [{ none: 1 }, {}, { missed: 1, no_round: 2 }]]);
  const reasons = raids_so_far.dotsOf(soFar.raidsByLeakers).map(({ reason }) => reason);
  assert.deepEqual(reasons, ["none", "no_round", "no_round", "missed"]);
  const answer = { hundred_raids: { dots: [{ leakers: 1, reason: "missed" }] } };
  assert.deepEqual(raids_so_far.withAnswer(soFar, answer).raidsByLeakers, soFar.raidsByLeakers);
  assert.deepEqual(raids_so_far.withAnswer(null, answer).raidsByLeakers, [{}, { missed: 1 }]);
});

test("a result goes with its scenario where the second of two is kept alone, and back", () => {
  const one = plan.planOf(TABLES);
  const two = plan.withTables(plan.withOther(one), scenario.withRaid(TABLES, "srbm-8"));
  const kept = plan.withoutOther(two);
  assert.ok(plan.hasChangedSides(two, kept));
  assert.ok(plan.hasChangedSides(kept, two));
  assert.ok(!plan.hasChangedSides(one, two));
  assert.ok(!plan.hasChangedSides(one, plan.withOther(one)));
  assert.ok(!plan.hasChangedSides(two, plan.withoutOther(plan.withShown(two, "a"))));
});

test("figures that luck hides are not resolved, as report/doubt.py has it", () => {
  const told = (ignorance_90, chance, ignorance) => raids_so_far.isResolved({ ignorance_90, variance: { chance, ignorance } });
  assert.equal(told([0.02, 0.02], 0.0196, -0.0001), false);
  assert.equal(told([14.5, 14.5], 90, 0), false);
  assert.equal(told([0.01, 0.04], 0.0196, 0.0001), true);
  assert.equal(told([0, 0.058], 0, 0), true);
  assert.equal(raids_so_far.isResolved({ ignorance_90: null, variance: null }), true);
});

test("a refusal speaks to the reader of the page: no file it has not, no advice for programs, nothing twice", () => {
  const look_up = "change the question; GET /api/ describes every key";
  const refused = new line.Refused({ what: "scenario.toml: aim: must be set", where: "aim", do: look_up });
  assert.deepEqual([refused.message, refused.advice], ["aim: must be set", ""]);
  const arabic = new line.Refused({ what: "\u2068scenario.toml\u2069: \u2068aim\u2069: \u2026", where: "aim", do: look_up });
  assert.equal(arabic.message, "\u2068aim\u2069: \u2026");
  assert.equal(sentences.sentences(refused.message, refused.advice), "aim: must be set.");
  assert.equal(sentences.sentences("No such ground", "give others"), "No such ground. Give others.");
});
