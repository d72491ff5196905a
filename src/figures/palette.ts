/**
 * Colours after Okabe and Ito (2008), which stay apart in the common kinds of colour blindness; the dark ones are lighter
 * and the orange is darker on white, for a contrast of about 3:1 against the page.
 */
export const palette = {
  remained: '#0072b2',
  returning: '#009e73',
  newcomers: '#d98600',
  bar: '#0072b2',
  fit: '#c44e00',
  simulated: '#c44e00',
} as const;

export type Theme = 'inherit' | 'auto' | 'light' | 'dark';

const light = 'color:#1b1b1f;color-scheme:light;--hubscope-surface:#ffffff';
const dark = 'color:#e7e7ea;color-scheme:dark;--hubscope-surface:#15151a';

function colour(name: string, property: string, onLight: string, onDark: string): string {
  return `.hubscope-figure .hubscope-${name}{${property}:${onLight};${property}:var(--hubscope-${name},light-dark(${onLight},${onDark}))}`;
}

/**
 * The style sheet that every figure carries. Each colour can be set by the host page through a variable
 * `--hubscope-<name>`; without one it follows the page's `color-scheme`. Presentation attributes repeat the light
 * colours for programs that read no CSS variables. It contains no `<`, `>`, `&` and no quotes, so it is the same text
 * in HTML and in XML.
 */
export const figureStyle = [
  '.hubscope-figure{font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,DejaVu Sans,sans-serif;font-variant-numeric:tabular-nums}',
  `.hubscope-light{${light}}`,
  `.hubscope-dark{${dark}}`,
  `.hubscope-auto{${light};color-scheme:light dark}`,
  `@media (prefers-color-scheme:dark){.hubscope-auto{${dark};color-scheme:light dark}}`,
  '.hubscope-figure text,.hubscope-figure tspan{white-space:pre}',
  '.hubscope-figure .hubscope-surface{fill:#ffffff;fill:var(--hubscope-surface,Canvas)}',
  '.hubscope-figure .hubscope-halo{stroke:#ffffff;stroke:var(--hubscope-surface,Canvas);paint-order:stroke}',
  colour('remained', 'fill', palette.remained, '#4aa8e0'),
  colour('returning', 'fill', palette.returning, '#35c79c'),
  colour('newcomers', 'fill', palette.newcomers, '#f0b440'),
  colour('remained-line', 'stroke', palette.remained, '#4aa8e0'),
  colour('returning-line', 'stroke', palette.returning, '#35c79c'),
  colour('newcomers-line', 'stroke', palette.newcomers, '#f0b440'),
  colour('bar', 'fill', palette.bar, '#4aa8e0'),
  colour('fit', 'stroke', palette.fit, '#ff9a56'),
  colour('fit-text', 'fill', palette.fit, '#ff9a56'),
  colour('simulated', 'fill', palette.simulated, '#ff9a56'),
  colour('simulated-line', 'stroke', palette.simulated, '#ff9a56'),
].join('\n');
