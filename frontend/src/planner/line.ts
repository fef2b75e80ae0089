/** Questions to the server over one websocket, with progress and parts as they come (web/live.py). */

export interface Told {
  state: string;
  what: string;
  done: number;
  of: number;
}

export interface Heard<Part> {
  progress?: (told: Told) => void;
  part?: (part: Part) => void;
}

export interface Asked<Answer> {
  /** Rejects with `Refused` where there is no answer, with `Cancelled` where it was cancelled. */
  answer: Promise<Answer>;
  cancel: () => void;
}

/** What the server calls a scenario that was sent as text, in Arabic between isolates: the reader of the page has no
 * such file.
 */
const LABEL = /\u2068?scenario\.toml\u2069?: /;

/** Why the server gives no answer. */
export class Refused extends Error {
  readonly where: string;
  /** What to do about it; empty where only who writes a program could do it. */
  readonly advice: string;

  constructor(refusal: { what: string; where: string; do: string }) {
    super(refusal.what.replace(LABEL, ""));
    this.where = refusal.where;
    this.advice = refusal.do.includes("/api/") ? "" : refusal.do;
  }
}

export class Cancelled extends Error {}

/** Bytes of the largest question that the server takes (BODY_BYTES in web/limits.py): at one more it hangs up. */
export const QUESTION_BYTES = 256_000;

/** The server is gone. */
export class Gone extends Error {}

interface Waiting {
  socket: WebSocket;
  job: string | null;
  cancelled: boolean;
  heard: Heard<never>;
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

interface Event {
  event: "progress" | "part" | "answer" | "refusal" | "cancelled";
  tag: string;
  job: string | null;
  told?: Told;
  part?: never;
  answer?: never;
  refusal?: { what: string; where: string; do: string };
}

/** A line that was lost is tried again so often. */
const AGAIN_MS = 5000;

export class Line {
  /** How often the line stood again after questions were lost with it: they may be asked anew. */
  restored = 0;
  /** Called when it stands again. */
  onRestored: () => void = () => undefined;
  private lost = false;
  private socket: WebSocket | null = null;
  private readonly waiting = new Map<string, Waiting>();
  private asked = 0;

  /** `tooLong` is what a question is refused with that is longer than the server takes; `language` is asked for. */
  constructor(
    readonly tooLong: Refused,
    private readonly language: string,
  ) {}

  ask<Answer, Part = never>(mechanism: string, question: object, heard: Heard<Part> = {}): Asked<Answer> {
    const tag = String(++this.asked);
    const lang = this.language === "en" ? {} : { lang: this.language };
    const text = JSON.stringify({ ask: mechanism, question: { ...question, ...lang }, tag });
    if (new TextEncoder().encode(text).length > QUESTION_BYTES) {
      return { answer: Promise.reject(this.tooLong), cancel: () => undefined };
    }
    const socket = this.opened();
    const answer = new Promise<Answer>((resolve, reject) => {
      this.waiting.set(tag, { socket, job: null, cancelled: false, heard, resolve, reject });
    });
    this.say(text);
    return { answer, cancel: () => this.cancel(tag) };
  }

  private cancel(tag: string): void {
    const waiting = this.waiting.get(tag);
    if (!waiting) return;
    waiting.cancelled = true;
    if (waiting.job) this.say(JSON.stringify({ cancel: waiting.job }));
  }

  private say(text: string): void {
    const socket = this.opened();
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
    else socket.addEventListener("open", () => socket.send(text), { once: true });
  }

  private opened(): WebSocket {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return this.socket;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`);
    socket.addEventListener("message", (message) => this.hear(JSON.parse(String(message.data)) as Event));
    socket.addEventListener("open", () => this.standsAgain());
    socket.addEventListener("close", () => this.lose(socket));
    this.socket = socket;
    return socket;
  }

  private lose(socket: WebSocket): void {
    for (const [tag, waiting] of this.waiting) {
      if (waiting.socket !== socket) continue;
      this.lost = true;
      this.waiting.delete(tag);
      waiting.reject(new Gone());
    }
    if (this.lost) setTimeout(() => this.opened(), AGAIN_MS);
  }

  private standsAgain(): void {
    if (!this.lost) return;
    this.lost = false;
    this.restored++;
    this.onRestored();
  }

  private hear(event: Event): void {
    const waiting = this.waiting.get(event.tag);
    if (!waiting) return;
    if (event.job && !waiting.job) {
      waiting.job = event.job;
      if (waiting.cancelled) this.say(JSON.stringify({ cancel: event.job }));
    }
    if (event.event === "progress" && event.told) waiting.heard.progress?.(event.told);
    else if (event.event === "part" && event.part !== undefined) waiting.heard.part?.(event.part);
    else this.end(event, waiting);
  }

  private end(event: Event, waiting: Waiting): void {
    this.waiting.delete(event.tag);
    if (event.event === "answer" && event.answer !== undefined) waiting.resolve(event.answer);
    else if (event.refusal) waiting.reject(new Refused(event.refusal));
    else waiting.reject(new Cancelled());
  }
}
