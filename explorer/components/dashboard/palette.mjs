/** The colours of series: the accent for one alone, else those of the entity types, which are known to stay apart. */

export function palette(look, many) {
  if (many < 2) return [look.accent];
  const found = [];
  for (const name of Object.keys(look.types)) {
    const color = look.fill(name);
    if (!found.includes(color)) found.push(color);
  }
  return found.length ? found : [look.accent];
}
