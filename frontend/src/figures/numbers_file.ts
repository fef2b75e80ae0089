/** The numbers of a figure as CSV (RFC 4180), below a line that says whose they are. */

export type Cell = string | number | null;

export interface FigureNumbers {
  title: string;
  columns: string[];
  rows: Cell[][];
}

/** What a spreadsheet may take for a formula; a number below zero is none. */
const FORMULA = /^[=+@\t\r-]/;

const NUMBER = /^-\d+(\.\d+)?$/;

export function csvOf(numbers: FigureNumbers, source: string): string {
  const lines = [numbers.columns, ...numbers.rows].map((row) => row.map(cellOf).join(","));
  return [`# ${numbers.title}. ${source}`.replace(/\s+/g, " "), ...lines, ""].join("\r\n");
}

function cellOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
