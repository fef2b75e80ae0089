/** What a click on the map does, and whose sight it shows at which height. */

import { heightAtShare, heightSteps, shareOfSlider } from "../app/heights";
import { el } from "../dom";
import type { Desk, Part, Tool } from "./desk";
import { button, choiceField, note } from "./fields";

const TOOLS: Tool[] = ["choose", "put", "axis", "place"];
const STEPS = heightSteps(30, 20000);
const SLIDER_STEPS = 1000;

export interface ToolPanel extends Part {
  movesByKeys(): boolean;
}

export function toolPanel(desk: Desk, focusMap: () => void): ToolPanel {
  const { words, numbers } = desk;
  const names = { choose: words.tool_choose, put: words.tool_put, axis: words.tool_axis, place: words.tool_place };
  const tools = TOOLS.map((tool) => ({
    tool,
    button: button(names[tool], () => {
      desk.see({ tool, axis_from: null });
      focusMap();
    }, { "data-tool": tool }),
  }));
  const next = choiceField(words.system, (next_system) => desk.see({ next_system }));
  next.offer(desk.map.systems.map(({ id, name }) => [id, name]));
  const moves = button(words.keys_move, () => {
    moves.setAttribute("aria-pressed", String(moves.getAttribute("aria-pressed") !== "true"));
    focusMap();
  }, { "aria-pressed": "false" });
  const says = note();
  const height = el("input", { type: "range", min: 0, max: SLIDER_STEPS, step: 1, "aria-label": words.height });
  const heightSays = el("output", { class: "live-height" });
  height.addEventListener("input", () => {
    desk.see({ height_set_m: heightAtShare(Number(height.value) / SLIDER_STEPS, STEPS, []) });
  });
  const ofRaid = button(words.height_of_raid, () => {
    desk.see({ height_set_m: null });
    height.focus();
  });
  const sight = el("input", { type: "checkbox" });
  sight.addEventListener("change", () => desk.see({ show_sight: sight.checked }));
  const radar = choiceField(words.radar, (id) => desk.see({ radar: id }));
  return {
    movesByKeys: () => moves.getAttribute("aria-pressed") === "true",
    element: el(
      "div",
      { class: "plan-tools" },
      el(
        "div",
        { class: "live-choices", role: "group", "aria-label": words.tool },
        el("span", { class: "live-label" }, words.tool),
        ...tools.map((each) => each.button),
        next.element,
        moves,
      ),
      says,
      el(
        "div",
        { class: "plan-row" },
        el("label", { class: "plan-field plan-height" }, el("span", { class: "live-label" }, words.height, " ", heightSays), height),
        ofRaid,
        radar.element,
        el("label", { class: "live-check" }, sight, words.show_sight),
      ),
    ),
    update: () => {
      const { height_agl_m } = desk;
      const { tool, axis_from } = desk.look;
      for (const each of tools) each.button.setAttribute("aria-pressed", String(each.tool === tool));
      next.element.hidden = tool !== "put";
      next.show(desk.nextSystem);
      const { axis_from: first, axis_to, ...others } = words.tool_says;
      says.textContent = tool !== "axis" ? others[tool] : axis_from ? axis_to : first;
      moves.textContent = tool === "place" ? words.keys_move_place : words.keys_move;
      moves.hidden = (tool === "place" ? desk.aim : desk.unit) === null;
      height.value = String(Math.round(SLIDER_STEPS * shareOfSlider(height_agl_m, STEPS)));
      ofRaid.hidden = desk.look.height_set_m === null || desk.raid_height_m === null;
      sight.checked = desk.look.show_sight;
      heightSays.textContent = numbers.height(height_agl_m);
      height.setAttribute("aria-valuetext", numbers.height(height_agl_m));
      const { unit } = desk;
      const radars = (unit && desk.system(unit.system)?.radars) ?? [];
      radar.offer(
        radars.map(({ id, name, antenna_agl_m, on_mast }): [string, string] => {
          const up = on_mast && unit && unit.mast_m !== null ? unit.mast_m : antenna_agl_m;
          return [id, words.radar_entry(name, numbers.metres(up))];
        }),
      );
      radar.element.hidden = radars.length === 0;
      const shown = unit && desk.radarOf(unit);
      if (shown) radar.show(shown.radar.id);
    },
  };
}
