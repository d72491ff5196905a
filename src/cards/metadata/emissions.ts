/** Grams in a unit of mass; `t` and `tCO2eq` are tonnes. */
const units: Readonly<Record<string, number>> = {
  mg: 1e-3, g: 1, gram: 1, grams: 1, kg: 1e3, kgs: 1e3, kilogram: 1e3, kilograms: 1e3, t: 1e6, ton: 1e6, tons: 1e6, tonne: 1e6, tonnes: 1e6, tco2eq: 1e6, tco2e: 1e6, tco2: 1e6, kgco2eq: 1e3, kgco2e: 1e3, kgco2: 1e3, gco2eq: 1, lbs: 453.592, lb: 453.592,
};

/** Grams of CO2 equivalent from `8.4`, `0.5 kg`, `1.2 tCO2eq`, `149.2 kg eq. CO2`; a number without a unit is grams. Null for anything else. */
export function emissionsOf(raw: string): string | null {
  const match = /(\d[\d,]{0,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?)\s{0,3}(?:metric\s)?([a-z]{1,10}\d?(?:eq?)?)?/i.exec(raw.slice(0, 200).replace(/co2?\s{0,2}\(?eq\.?\)?/gi, ''));
  if (match?.[1] === undefined) return null;
  const factor = match[2] === undefined ? 1 : units[match[2].toLowerCase()];
  const grams = Number(match[1].replaceAll(',', '')) * (factor ?? 1);
  return Number.isFinite(grams) ? String(Number(grams.toPrecision(12))) : null;
}
