/** What threat classes are called in each language whose ids do not say it; English where there is no catalogue. */

const EN: Record<string, string> = {
  "decoy-air-launched": "decoy launched from the air",
  "decoy-uav": "decoy UAV",
  "low-observable-cruise-missile": "low-observable cruise missile",
  "low-observable-fighter": "low-observable fighter",
  "male-uav": "MALE UAV",
  "one-way-attack-uav": "one-way-attack UAV",
};

const AR: Record<string, string> = {
  "cruise-missile": "صاروخ جوال",
  "decoy-air-launched": "شرك يُطلق من الجو",
  "decoy-uav": "طائرة مسيّرة خادعة",
  "emitter-seeking-weapon": "سلاح يتعقب مصدر الإشعاع",
  fighter: "طائرة مقاتلة",
  "glide-bomb": "قنبلة انزلاقية",
  "low-observable-cruise-missile": "صاروخ جوال قليل البصمة",
  "low-observable-fighter": "طائرة مقاتلة قليلة البصمة",
  "male-uav": "مسيّرة متوسطة الارتفاع طويلة البقاء",
  "one-way-attack-uav": "مسيّرة هجومية بلا عودة",
};

const CATALOGUES: Record<string, Record<string, string>> = { en: EN, ar: AR };

export function threatOf(language: string, id: string): string {
  return (CATALOGUES[language] ?? EN)[id] ?? id.replace(/-/g, " ");
}
