/** Words of the replay in Arabic. Numbers come ready, with their units. */

import type { enReplay } from "./en_replay";
import { unitsOf } from "./units";

const THREAT_STATES: Record<string, string> = {
  coming: "لم ينطلق بعد",
  unseen: "يطير ولا يُرى",
  heard: "يطير، يسمعه مستشعر سلبي",
  tracked: "متتبَّع",
  known: "معروف، خارج نظر كل رادار",
  engaged: "مشتبَك معه",
  killed: "أُسقط",
  leaked: "نفذ",
  aborted: "ارتطم بالأرض",
  passed: "تابع طيرانه",
};

const RADAR_STATES: Record<string, string> = {
  radiates: "يعمل",
  silent: "صامت",
  listens: "يتنصت",
  out: "خارج الخدمة",
};

const PARTS: Record<string, string> = {
  median: "الغارة الوسطى",
  worst: "أسوأ غارة",
  best: "أفضل غارة",
  median_of_dots: "الوسطى من النقاط",
  worst_of_dots: "الأسوأ من النقاط",
  best_of_dots: "الأفضل من النقاط",
  asked: "غارة",
  first: "الغارة الأولى",
};

const SIDES: Record<string, string> = {
  friend: "صديقة",
  friendly: "صديقة",
  neutral: "محايدة",
  raid: "مهاجمة",
};

/** One, two, three to ten, more: the four forms that a counted noun has. */
interface Counted {
  one: string;
  two: string;
  few: string;
  many: string;
}

const RULES = new Intl.PluralRules("ar");
const NUMBER = new Intl.NumberFormat(unitsOf("ar").locale);
const ROUNDS: Counted = { one: "صاروخ واحد", two: "صاروخان", few: "صواريخ", many: "صاروخًا" };
const TARGETS: Counted = { one: "هدفًا واحدًا", two: "هدفين", few: "أهداف", many: "هدفًا" };
const RADARS: Counted = { one: "رادار واحد", two: "رادارين", few: "رادارات", many: "رادارًا" };

function count(many: number, noun: Counted): string {
  if (many === 1) return noun.one;
  if (many === 2) return noun.two;
  const form = RULES.select(many) === "few" || many === 0 ? noun.few : noun.many;
  return `${NUMBER.format(many)}\u00a0${form}`;
}

export const arReplay: typeof enReplay = {
  stage:
    "الغارة بثلاثة أبعاد. مفاتيح الأسهم تحرك العين، ومع Shift تديرها وتميلها، وزائد وناقص للاقتراب والابتعاد؛ مفتاح المسافة للتشغيل والإيقاف، والفاصلة والنقطة ثانية إلى الخلف وإلى الأمام، والقوسان لتغيير السرعة، وF لمتابعة التهديد التالي، وEscape لا أحد، وN إلى اللحظة التالية.",
  raids: "أي غارة",
  part: (part) => PARTS[part] ?? part,
  key: (world, replication) => `العالم ${NUMBER.format(world)}، التكرار ${NUMBER.format(replication)}`,
  play: "تشغيل",
  pause: "إيقاف",
  time: "زمن الغارة",
  speed: "السرعة",
  times: (speed) => `${speed}×`,
  view: "المنظر",
  view_deep: "بثلاثة أبعاد",
  view_flat: "من أعلى",
  slow: "الصور بثلاثة أبعاد بطيئة هنا (يرسمها المعالج)؛ والمنظر من أعلى سريع.",
  follow: "متابعة",
  follow_nobody: "لا أحد",
  heights: "الارتفاعات",
  heights_times: (lift) => (lift === "1" ? "حقيقية" : `مضروبة في ${lift}`),
  whole_ways: "المسارات كاملة",
  lines: "من يشتبك مع ماذا",
  sectors: "قطاعات الرادارات",
  names: "الأسماء",
  overview: "الغارة كلها",
  nearer: "أقرب",
  farther: "أبعد",
  turn_left: "إدارة إلى اليسار",
  turn_right: "إدارة إلى اليمين",
  tilt_up: "أكثر تسطحًا",
  tilt_down: "أشد ميلًا",
  moments: "اللحظات التي حسمتها",
  story: "تشغيل القصة",
  story_stop: "إيقاف القصة",
  story_at: (at, of, title) => `اللحظة ${at} من ${of}: ${title}`,
  source: (version, ground, licence, attribution) =>
    `skykeep ${version}، من أرقام منشورة وحدها، وكثير منها مفترض. الأرض: ${ground} (${licence}). ${attribution} وخطوط الصواريخ الاعتراضية مرسومة للعين.`,
  trail_threat: "حيث طار تهديد للتو",
  trail_interceptor: "حيث طار صاروخ اعتراضي للتو، مرسوم للعين",
  way: "الطرق كلها، ما مضى وما سيأتي",
  save_view: "احفظ هذا المنظر:",
  save_plan: "احفظ الغارة من أعلى:",
  against: (units, threats) => `${units} في مواجهة ${threats}.`,
  units: "وحدات الرمي",
  radars: "رادارات أخرى",
  threats: "التهديدات",
  unit: "الوحدة",
  rounds_ready: "صواريخ جاهزة",
  channels: "قنوات مستعملة",
  radar: "رادارها",
  no_radar: "لا رادار لها",
  between: "، ",
  in_air: "في الجو",
  fired: "أُطلقت",
  of: (used, all) => `${used} من ${all}`,
  rounds: (many) => count(many, ROUNDS),
  out: "خارج الخدمة",
  radar_state: (state) => RADAR_STATES[state] ?? state,
  holds: (many) => (many === 0 ? "لا يتتبع شيئًا" : `يتتبع ${count(many, TARGETS)}`),
  hears: (many) => (many === 0 ? "لا يسمع شيئًا" : `يسمع ${count(many, TARGETS)}`),
  faces: (azimuth) => `متجه إلى ${azimuth}`,
  turning: "يدور",
  threat: "التهديد",
  state: "الحال",
  threat_state: (state) => THREAT_STATES[state] ?? state,
  by_radars: (many) => `من ${count(many, RADARS)}`,
  by_units: (units) => `من ${units}`,
  rounds_at_it: (many) => `نحوه ${count(many, ROUNDS)}`,
  decoy: "شرك خداعي",
  traffic: "طائرة صديقة أو محايدة",
  interceptor: "صاروخ اعتراضي",
  sector: "المدى الذي يمكن لرادار الاشتباك أن ينظر إليه، لا ما يراه",
  side: (side) => `طائرة ${SIDES[side] ?? side}`,
  all_threats: "الكل",
  flying_threats: "في الجو",
  ended_threats: "انتهت",
  show: "إظهار",
  totals: (flying, killed, leaked, coming, fired) =>
    `في الجو ${flying}، أُسقط ${killed}، نفذ ${leaked}، لم يصل بعد ${coming}؛ أُطلق: ${fired}.`,
  real_only: "تهديدات حقيقية، بلا شراك ولا حركة جوية.",
  film_raid: (length) => `تصوير الغارة (${length})`,
  film_story: (length) => `تصوير القصة (${length})`,
  film_foot: (title, world, replication, version) =>
    `${title} · العالم ${NUMBER.format(world)}، التكرار ${NUMBER.format(replication)} · خطوط الصواريخ الاعتراضية مرسومة للعين · skykeep ${version}`,
  megabytes: (size) => `${size}\u00a0م.ب`,
  film_stop: "إيقاف التصوير",
  filming: (gone, all) => `يُصوَّر: ${gone} من ${all}`,
  film_done: (size) => `حُفظ الفيلم (WebM، ${size}).`,
  film_missing: "هذا المتصفح لا يسجل الصورة (ينقصه MediaRecorder أو captureStream).",
  film_failed: (why) => `لم يُصنع الفيلم: ${why}.`,
  second: (time) => `${time}\u00a0ث`,
  seconds: (time) => `${time}\u00a0ثانية`,
  north: "ش",
  raised: (lift) => (lift === "1" ? "ارتفاعات حقيقية" : `الارتفاعات ×${lift}`),
  no_webgl: "هذا المتصفح يرسم بلا بطاقة رسوميات (WebGL غير متاح): الغارة من أعلى على لوح بسيط.",
  ground_step: (step) => `الأرض كل ${step}.`,
  ground_flat: "أرض هذه الحالة منبسطة.",
  notes: (place, height, ground) =>
    `تطير التهديدات كما حُسبت، مرسومة بدقة ${place} في المكان و${height} في الارتفاع. يُطلق الصاروخ الاعتراضي ويلاقي هدفه حيث حُسب ومتى حُسب؛ والخط بينهما مرسوم للعين. القطاعات تُظهر المدى الذي يمكن لرادار الاشتباك أن ينظر إليه، لا ما يراه. تُرسم الأشياء فوق التلال التي كانت ستحجبها. ${ground}`,
  keys: "المفاتيح",
  legend: "معنى العلامات",
  keys_list: [
    ["Space", "تشغيل، إيقاف"],
    [", .", "ثانية إلى الخلف، إلى الأمام"],
    ["[ ]", "أبطأ، أسرع"],
    ["N P", "اللحظة التالية، السابقة"],
    ["F Esc", "متابعة التهديد التالي، لا أحد"],
    ["← ↑ → ↓", "تحريك العين"],
    ["Shift + ← ↑ → ↓", "الإدارة والإمالة"],
    ["+ −", "أقرب، أبعد"],
    ["Home", "الغارة كلها"],
  ],
};
