/** All words of the page's script in Arabic, for the same keys as the English ones. Numbers come ready, with their units. */

import { arReplay } from "./ar_replay";
import type { Words } from "./en";
import { kindsOf } from "./kinds";
import { threatOf } from "./threats";

const SEEN_ENDS: Record<string, string> = {
  horizon: "استدارة الأرض",
  terrain: "التلال",
  power: "قدرة الرادار",
  instrument: "نهاية مدى عرض الرادار",
  elevation: "حافة الحزمة",
  effects: "التشويش أو الصدى الأرضي",
  data: "نهاية بيانات الارتفاعات",
};

const MET_ENDS: Record<string, string> = {
  seen: "أنه لا يُرى قبل ذلك",
  reaction: "زمن رد فعل الطاقم",
  guidance: "مدى توجيه رادار الاشتباك",
  range: "مدى الصاروخ الاعتراضي",
  height: "حدود ارتفاع الصاروخ الاعتراضي",
  speed: "سرعة الهدف",
  several: "عدة حدود معًا",
  "no interceptor": "عدم وجود ما يُرمى به",
};

const SEEN_WHY: Record<string, string> = {
  horizon: "استدارة الأرض تنهي خط النظر هناك",
  terrain: "التلال تنهي خط النظر هناك",
  power: "أبعد من ذلك يكون الصدى أضعف من أن يُكشف",
  instrument: "عندها ينتهي مدى عرض الرادار",
  elevation: "لا تصل الحزمة إلى أعلى ولا إلى أخفض",
  effects: "يغطيه التشويش أو الصدى الأرضي",
  data: "عندها تنتهي بيانات الارتفاعات",
};

const MET_WHY: Record<string, string> = {
  seen: "لا يُرى قبل ذلك",
  reaction: "يحتاج الطاقم والقاذف هذا الوقت لرد الفعل",
  guidance: "لا يستطيع رادار الاشتباك التوجيه أبعد من ذلك",
  range: "لا يطير الصاروخ الاعتراضي أبعد من ذلك",
  height: "يطير أعلى أو أخفض مما يبلغه الصاروخ الاعتراضي",
  speed: "هو أسرع مما يلحق به الصاروخ الاعتراضي",
  several: "تحول دون ذلك عدة حدود معًا",
  "no interceptor": "لا يوجد ما يُرمى به",
};

const KINDS = kindsOf("ar");

export const ar: Words = {
  map_label:
    "خريطة ما تراه المنظومة المختارة وما تستطيع الاشتباك معه. مفاتيح الأسهم تحركها، وزائد وناقص للتقريب والتبعيد، والإدخال يسأل عن النقطة في الوسط.",
  system: "المنظومة",
  site: "المكان",
  height: "ارتفاع الهدف فوق سطح الأرض",
  compare: "مقارنة مع",
  no_other: "لا شيء آخر",
  alone_at: (system, place) => `${system} بين الخيارات وحدها: حُسبت في ${place} حيث تأتي الغارات.`,
  compare_seen: "ما تراه كل منهما",
  compare_met: "ما تشتبك معه كل منهما",
  show_sight: "ما هو في خط النظر، يُحسب الآن",
  show_edges: "الحواف التي تسمح بها الأرقام المنشورة",
  zoom_in: "تقريب",
  zoom_out: "تبعيد",
  fit: "إظهار الدائرة كلها",
  move: "تحريك البطارية بالمفاتيح",
  back: (site) => `العودة إلى ${site}`,
  keys: "اسحب الخريطة لتحريكها، وقرّبها بإصبعين أو بمفتاح Ctrl والعجلة؛ انقر نقطة لتسأل عنها؛ اسحب البطارية لتجرب مكانًا آخر. بالمفاتيح: الأسهم و+ و−، والإدخال للنقطة في الوسط، وEsc يعيد البطارية.",
  detection_ring: (radius) => `دائرة الكشف ${radius}`,
  engagement_ring: (radius) => `دائرة الاشتباك ${radius}`,
  whose_ring: (system, ring) => `${system}، ${ring}`,
  ring_source: (kind, claimant) =>
    claimant ? `${KINDS[kind] ?? kind}: ${claimant}` : (KINDS[kind] ?? kind),
  threat: (id) => threatOf("ar", id),
  to: "إلى",
  and: "و",
  head: (system, site, threat, height) => `${system} في ${site}، ضد ${threat} على ارتفاع ${height}`,
  seen: (share, radius) => `ترى ${share} من دائرة كشفها (${radius})`,
  engageable: (share, radius) => `تستطيع الاشتباك في ${share} من دائرة اشتباكها (${radius})`,
  two_rings: "النسبتان من دائرتين مختلفتين.",
  says: (system, seen, engageable) => `منظومة ${system} ${seen} و${engageable}.`,
  with_limits: "بين قوسين ما تسمح به الأرقام المنشورة.",
  at_best: "أفضل الأرقام المنشورة، وهي مفترضة؛ وللجداول حدودها عند ارتفاعاتها.",
  between: "بين ارتفاعين محسوبين: أفضل الأرقام المنشورة، وهي مفترضة.",
  why_circle: "لماذا هي دائرة: على كل اتجاه ينهي المدى السبب نفسه.",
  why_no_circle: "لماذا ليست دائرة: ما ينهي المدى يختلف باختلاف الاتجاه.",
  seen_ends: (list) => `ما ينهي المدى الذي يُرى عنده: ${list}.`,
  met_ends: (list) => `ما ينهي المدى الذي يُعترض عنده: ${list}.`,
  on_bearings: (what, share) => `${what} (${share} من الاتجاهات)`,
  seen_end: (limit) => SEEN_ENDS[limit] ?? limit,
  met_end: (limit) => MET_ENDS[limit] ?? limit,
  only: (system) => `${system} وحدها`,
  both: "كلتاهما",
  nothing: "لا شيء",
  compared: (first, other, more, fewer, what) =>
    what === "seen"
      ? `ترى ${first} ${more} لا تراها ${other}؛ وترى ${other} ${fewer} لا تراها ${first} (أفضل الأرقام المنشورة، مفترضة).`
      : `تستطيع ${first} الاشتباك فوق ${more} لا تستطيعه ${other}؛ وتستطيع ${other} فوق ${fewer} لا تستطيعه ${first} (أفضل الأرقام المنشورة، مفترضة).`,
  area: (number) => `${number} كم²`,
  legend_seen: "مرئي: هدف قادم صار له مسار مؤكد، في تسع مرات من عشر",
  legend_met: "يمكن الاشتباك: هدف قادم يمكن اعتراضه هناك أو أبعد",
  legend_edges: (count) =>
    `خطوط رفيعة: أول مكان للاعتراض إذا سُحبت الأرقام من جديد ضمن حدودها (${count} سحبة)`,
  legend_sight: "في خط النظر: لا تل ولا انحناء للأرض في الوسط",
  legend_probe: "من البطارية إلى النقطة",
  legend_borders: "حدود: الغليظ للبلد نفسه، والدقيق لغيره",
  legend_disputed: "متنازع عليها أو غير محددة",
  legend_detection: "دائرة الكشف",
  legend_engagement: "دائرة الاشتباك",
  sight_says: (share, step, table_step) =>
    `في خط النظر: ${share} من دائرة الكشف (مفترض: أفضل ارتفاع للهوائي وأفضل انحناء للحزم؛ خط النظر هنا على أرض كل ${step}، وفي الجداول كل ${table_step}).`,
  moved_head: (system, distance, site, height) =>
    `${system} نُقلت ${distance} من ${site}: ما هو في خط النظر على ارتفاع ${height}`,
  moved_says:
    "المعروض ما هو في خط النظر، مقطوعًا عند دائرة الكشف. أما ما تراه من هناك وما تشتبك معه فيحتاج البرنامج كله:",
  no_ground: "ليس في الصفحة أرض هناك: ضع البطارية على اليابسة داخل الخريطة.",
  plain_canvas: "رُسمت بلا بطاقة رسوميات (WebGL غير متاح أو بطيء هنا): الخريطة نفسها على لوح بسيط.",
  sources: (version, ground, licence, step, table_step, attribution) =>
    `skykeep ${version}، من أرقام منشورة فقط، وكثير منها مفترض. الأرض: \u2068${ground} (${licence})\u2069، هنا كل ${step}، وفي الجداول كل ${table_step}. \u2068${attribution}\u2069 المكان مركز مدينة وليس موضع وحدة. المقياس صحيح في الوسط.`,
  ask: "اسأل عن نقطة",
  ask_hint: "انقر الخريطة، أو اضغط الإدخال عليها، لتسأل من يرى تلك النقطة، ومنذ متى، ولماذا لا.",
  the_point: "النقطة",
  hill: (height) => `تل، ${height}`,
  point_head: (place, distance, bearing, site) => `${place}: على بعد ${distance} من ${site}، الاتجاه ${bearing}`,
  point_ground: (height, ground) => `يطير الهدف ${height} فوق أرض ارتفاعها ${ground}.`,
  in_sight_yes: (lowest) => `في خط النظر: نعم. كل ما يعلو ${lowest} فوق سطح الأرض في خط النظر هناك.`,
  in_sight_hill: (hill, distance, above, lowest, also) =>
    `في خط النظر: لا. تحجبه التلال: أرض ارتفاعها ${hill}، على بعد ${distance} من البطارية، تعلو الخط بمقدار ${above}.${also ? " ولولا التلال لحجبته استدارة الأرض أيضًا." : ""} ولا يصير شيء في خط النظر هناك إلا من ${lowest} فوق سطح الأرض.`,
  in_sight_earth: (ground, distance, above, lowest) =>
    `في خط النظر: لا. تحجبه استدارة الأرض: أرض ارتفاعها ${ground}، على بعد ${distance} من البطارية، تعلو الخط بمقدار ${above}. ولا يصير شيء في خط النظر هناك إلا من ${lowest} فوق سطح الأرض.`,
  in_sight_never: "في خط النظر: لا، على أي ارتفاع.",
  in_sight_unknown: "ليس في الصفحة أرض على الطريق كله إلى تلك النقطة: لا يمكنها أن تعرف ما هو في خط النظر.",
  sight_ground: (system, step, table_step) =>
    `خط النظر من ${system}: حُسب هنا على أرض كل ${step} (في الجداول كل ${table_step})، وارتفاع الهوائي وانحناء الحزم مفترضان.`,
  column_system: "المنظومة",
  column_seen: "هل يُرى هناك؟",
  column_met: "هل يمكن اعتراضه هناك؟",
  yes: "نعم",
  no: "لا",
  from_out: (range, before) => `من ${range} فأقرب، قبل الموقع بزمن ${before}`,
  met_out: (range) => `أول اعتراض على ${range}`,
  only_from: (range, why) => `من ${range} فأقرب فقط، وهي الحافة على هذا الاتجاه: ${why}`,
  only_met: (range, why) => `أول اعتراض على ${range}: ${why}`,
  never_met: (why) => `لا يُعترض أبدًا على هذا الاتجاه: ${why}`,
  hides_it: "تل يحجبه",
  earth_hides_it: "استدارة الأرض تحجبه",
  both_hide_it: "تل يحجبه، واستدارة الأرض أيضًا",
  never_seen: (why) => `لا يُرى أبدًا على هذا الاتجاه: ${why}`,
  other_answer: (answer) => `${answer} (أفضل الأرقام؛ والأرقام المنشورة تسمح بالجواب الآخر أيضًا)`,
  range_limits: (best, low, high) => `${best} (${low} إلى ${high})`,
  range_assumed: (best) => `${best} (مفترض)`,
  seen_why: (limit) => SEEN_WHY[limit] ?? limit,
  met_why: (limit) => MET_WHY[limit] ?? limit,
  point_table: (threat, height) =>
    `${threat} يطير مستقيمًا نحو الموقع على أقرب درجة كاملة من الاتجاه، على ارتفاع ${height}؛ وبين قوسين ما تسمح به الأرقام المنشورة`,
  chart: "الأرض بين البطارية والنقطة، وخط النظر",
  chart_distance: "البعد عن البطارية، كم",
  chart_height: "فوق سطح البحر، م",
  chart_ground: "الأرض",
  chart_clear: "خط النظر: خالٍ",
  chart_blocked: "خط النظر: محجوب",
  chart_ends: (hidden) => (hidden ? "البطارية والنقطة وما يحجبها" : "البطارية والنقطة"),
  save_chart: (head, height) => `${head}: خط النظر على ارتفاع ${height} فوق سطح الأرض`,
  too_near: "تلك هي البطارية نفسها: اختر نقطة أبعد.",
  save: "حفظ:",
  save_as: (title, kind) => `حفظ «${title}» بصيغة ${kind}`,
  save_failed: (why) => `تعذر الحفظ: ${why}`,
  save_ranges: (head) => `${head} (أفضل الأرقام المنشورة، مفترضة؛ والأدنى والأعلى ما تسمح به الأرقام المنشورة)`,
  save_map: "خريطة ما يُرى وما يمكن الاشتباك معه",
  rings_title: "ما يبقى من الدوائر المطبوعة بحسب الارتفاع",
  rings_says: "الأعمدة: الحصة من مساحة الدائرة المطبوعة بحسب الارتفاع فوق سطح الأرض؛ أفضل القيم.",
  rings_press: "والضغط يعرضه على الخريطة.",
  rings_seen: "ما يُرى",
  rings_met: "ما يمكن الاشتباك معه",
  rings_limits: "ما تسمح به الأرقام المنشورة",
  rings_printed: "الدائرة المطبوعة كلها",
  pair: (one, other) => `${one}، ${other}`,
  ring_mark: (system, site, height, seen, met) => `${system}، ${site}، ${height}: يُرى ${seen}، ويمكن الاشتباك مع ${met}`,
  marks_on_map: "أجزاء الرسم، يُعرض كل منها على الخريطة إذا اختير",
  reason_of_ground: "تُظهر الخريطة ما هو في خط النظر.",
  reason_of_reach: "تُظهر الخريطة ما يمكن الاشتباك معه.",
  reason_of_no_place: "لا يحسمه مكان ولا ارتفاع، فلا تُظهره خريطة.",
  on_map: (what, site) => `على الخريطة: ${what}، ${site}`,
  dots: "نقاط، كل منها غارة",
  option_dots_hint: "اضغط نقطة، أو اذهب إليها بمفتاح Tab والأسهم ثم الإدخال، لتقرأ ما جرى في غارتها وكيف تُعرض.",
  option_dot: (option, key, leakers, count, why, left) =>
    `${option}، ${key}: ${count === 0 ? "لا ينفذ شيء" : `عدد النافذ: ${leakers} (${why})`}؛ الصواريخ الباقية: ${left}.`,
  option_dot_command: "لا يعرضها هذا الملف؛ والأمر الذي يعرضها بثلاثة أبعاد:",
  copy: "نسخ",
  copied: "نُسخ",
  dots_hint: (played) =>
    `أشر إلى نقطة، أو اذهب إليها بمفتاح Tab والأسهم، لتعرف أي غارة هي؛ والنقاط ذوات الحافة (${played}) تُعرض في الأسفل إذا ضُغطت.`,
  dot: (leakers, count, reason, key) =>
    count === 0 ? `لا ينفذ شيء (${key}).` : `ينفذ ${leakers}، وأكثره لأن: ${reason} (${key}).`,
  dot_played: "تُعرض في الأسفل.",
  dot_command: "ليست في هذا الملف؛ ومع مجلد المحاكاة يعرضها",
  replay: arReplay,
};
