/** What was before, what is, and what was undone: one step for every change. */

export interface History<State> {
  past: readonly State[];
  present: State;
  future: readonly State[];
}

/** So many steps can be undone. */
export const STEPS_MOST = 200;

export function begun<State>(state: State): History<State> {
  return { past: [], present: state, future: [] };
}

/** Return the history after a change; what was undone is gone. A change to the same changes nothing. */
export function after<State>(history: History<State>, state: State): History<State> {
  if (JSON.stringify(state) === JSON.stringify(history.present)) return history;
  return { past: [...history.past, history.present].slice(-STEPS_MOST), present: state, future: [] };
}

export function undone<State>(history: History<State>): History<State> {
  const before = history.past[history.past.length - 1];
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redone<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}
