/**
 * Hears what happens in a live class, whatever the line does: an EventSource comes back by itself
 * from a cut, not from an answer that is an error (a service that restarts behind a proxy).
 *
 * @typedef {import("./types.js").State} State
 */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;
/** The service sends something at least every 15 seconds; a sleeping line says nothing. */
const SILENCE = 45_000;

export class News {
  /**
   * @param {() => string} address
   * @param {(state: State, offset: number) => void} onState `offset`: the service's clock less
   *   this one's, in seconds
   * @param {(isThere: boolean) => void} onLine
   */
  constructor(address, onState, onLine) {
    this.address = address;
    this.onState = onState;
    this.onLine = onLine;
    this.tries = 0;
    this.isDone = false;
    /** @type {EventSource | undefined} */
    this.source = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const look = () => document.visibilityState === "visible" && this.open();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", () => this.open());
    window.addEventListener("pageshow", (event) => event.persisted && this.open());
  }

  /** Begins to hear, or begins anew. */
  open() {
    if (this.isDone) return;
    this.source?.close();
    const source = new EventSource(this.address());
    this.source = source;
    this.later(SILENCE);
    source.onopen = () => this.onLine(true);
    source.addEventListener("ada", () => this.later(SILENCE));
    source.onmessage = ({ data }) => this.hear(JSON.parse(data));
    source.onerror = () => {
      this.onLine(false);
      source.close();
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries) * (0.5 + Math.random());
      this.tries = Math.min(this.tries + 1, 6);
      this.later(wait);
    };
  }

  /** @param {number} time */
  later(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), time);
  }

  /** @param {State} state */
  hear(state) {
    this.tries = 0;
    this.onLine(true);
    this.later(SILENCE);
    this.onState(state, state.now - Date.now() / 1000);
    if (state.ended) this.close();
  }

  close() {
    this.isDone = true;
    clearTimeout(this.timer);
    this.source?.close();
  }
}
