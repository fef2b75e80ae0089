/** A map whose view others follow. */

import { LiveMap } from "../map/live_map";
import type { View } from "../map/mercator";

export class FollowedMap extends LiveMap {
  private readonly followers: LiveMap[] = [];

  followedBy(map: LiveMap): void {
    this.followers.push(map);
    this.show_to(map);
  }

  override moveTo(view: View): void {
    super.moveTo(view);
    for (const map of this.followers) this.show_to(map);
  }

  /** Show the same middle at the same scale. */
  private show_to(map: LiveMap): void {
    const { width_px, height_px } = map.view;
    map.moveTo({ ...this.view, width_px, height_px });
  }
}
