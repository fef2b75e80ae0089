/** Sentences out of what is wrong and what to do: each begins large and ends with a stop, what is empty is left out. */
export function sentences(...parts: string[]): string {
  return parts
    .filter((part) => part)
    .map((part) => (/[.!?\u061f:]$/.test(part) ? part : `${part}.`))
    .map((part, number) => (number ? part.charAt(0).toUpperCase() + part.slice(1) : part))
    .join(" ");
}
