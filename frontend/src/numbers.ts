/** Numbers with their units as a reader says them; the rules are those of src/skykeep/report/words.py. */

import type { LonLat } from "./earth/geodesic";
import type { Share } from "./payload/header";
import { unitsOf, type Units } from "./words/units";

const NBSP = "\u00a0";
/** Rounding noise that is no digit of its own. */
const TIDY = 1e9;

export class Numbers {
  private readonly locale: string;
  private readonly units: Units;

  constructor(language: string) {
    this.units = unitsOf(language);
    this.locale = this.units.locale;
  }

  /** With exactly so many decimals. */
  plain(value: number, digits = 0): string {
    return new Intl.NumberFormat(this.locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
  }

  kilometres(metres: number): string {
    return `${this.plain(Math.round(metres / 1000.0))}${NBSP}${this.units.kilometre}`;
  }

  /** Steps of the ground and short ways: one decimal. */
  tenths(metres: number): string {
    return `${this.plain(metres / 1000.0, 1)}${NBSP}${this.units.kilometre}`;
  }

  metres(metres: number): string {
    return `${this.plain(Math.round(metres))}${NBSP}${this.units.metre}`;
  }

  /** Metres up to 999, kilometres from there on, to three digits. */
  height(height_agl_m: number): string {
    if (height_agl_m < 1000.0) return this.metres(height_agl_m);
    const digits = Math.max(0, 2 - Math.floor(Math.log10(height_agl_m / 1000.0)));
    const shown = new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits });
    return `${shown.format(height_agl_m / 1000.0)}${NBSP}${this.units.kilometre}`;
  }

  /** Whole per cent, below 1 % with one decimal, halves up. */
  percent(share: number): string {
    const value = 100.0 * share;
    const digits = value >= 0.05 && value < 0.95 ? 1 : 0;
    const scale = 10.0 ** digits;
    const rounded = Math.floor(Math.round(value * scale * TIDY) / TIDY + 0.5) / scale;
    return `${this.plain(rounded, digits)}${NBSP}${this.units.percent}`;
  }

  /** The best value with its limits, rounded outwards so that what is printed holds them. */
  shareWithLimits(share: Share, to: string): string {
    const [low, high] = [share.low, share.high].map((end) => Math.round(100.0 * end * 1e6) / 1e6);
    const limits = `${this.plain(Math.floor(low))}${NBSP}${to}${NBSP}${this.plain(Math.ceil(high))}`;
    return `${this.percent(share.best)} (${limits})`;
  }

  /** Minutes and seconds. */
  clock(seconds: number): string {
    const whole = Math.round(seconds);
    const two = new Intl.NumberFormat(this.locale, { minimumIntegerDigits: 2 });
    return `${this.plain(Math.floor(whole / 60))}:${two.format(whole % 60)}${NBSP}${this.units.minute}`;
  }

  bearing(rad: number): string {
    return `${this.plain(Math.round((rad * 180.0) / Math.PI) % 360)}°`;
  }

  place([lon_deg, lat_deg]: LonLat): string {
    return `${this.plain(lat_deg, 3)}°, ${this.plain(lon_deg, 3)}°`;
  }

  list(parts: string[]): string {
    return new Intl.ListFormat(this.locale, { style: "long", type: "conjunction" }).format(parts);
  }
}
