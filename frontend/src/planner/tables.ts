/** A scenario as the tables of its TOML file: what is not shown here is kept as it is. */

export type Value = string | number | boolean | Value[] | Tables;

export interface Tables {
  [key: string]: Value;
}

export function isTable(value: Value | undefined): value is Tables {
  return typeof value === "object" && !Array.isArray(value);
}

/** Return the tables of an array of tables; none where the key is missing or something else. */
export function tablesOf(tables: Tables, key: string): Tables[] {
  const value = tables[key];
  return Array.isArray(value) ? value.filter(isTable) : [];
}

export function numberOf(table: Tables | undefined, key: string): number | null {
  const value = table?.[key];
  return typeof value === "number" ? value : null;
}

export function textOf(table: Tables | undefined, key: string): string | null {
  const value = table?.[key];
  return typeof value === "string" ? value : null;
}

/** Return a table with one key changed; null takes the key away. */
export function withKey(table: Tables, key: string, value: Value | null): Tables {
  const { [key]: _, ...rest } = table;
  if (value === null) return rest;
  return key in table ? { ...table, [key]: value } : { ...rest, [key]: value };
}
