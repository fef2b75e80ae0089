/** All words of the page's script in English. Numbers and units come ready from numbers.ts. */

export const en = {
  map_label: "Map of what the chosen system sees and can engage",
  system: "System",
  site: "Site",
  height: "Target's height above ground",
  seen: "seen",
  engageable: "engageable",
  detection_ring: "detection ring",
  engagement_ring: "engagement ring",
  no_webgl: "This browser draws without a graphics card (WebGL is missing): the same map, on a plain canvas.",
};

export type Words = typeof en;
